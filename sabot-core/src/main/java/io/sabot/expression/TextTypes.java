package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;
import static io.sabot.expression.Types.INT32;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundCall;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Types the functions of text, and refuses literals that no row could be matched with. */
final class TextTypes {
  private TextTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    List<BoundExpression> arguments = call.byParameters();
    return switch (call.function()) {
      case LENGTH, OCTET_LENGTH, POSITION -> call.of(arguments, INT32);
      case STARTS_WITH, ENDS_WITH, CONTAINS -> call.of(arguments, BOOL);
      case LIKE, ILIKE -> like(call, arguments);
      case REGEXP_MATCHES, REGEXP_REPLACE, REGEXP_EXTRACT -> regular(call, arguments);
      case SPLIT -> call.of(arguments, ArrowType.List.INSTANCE);
      case REPEAT -> call.failing(arguments, text(arguments));
      case LPAD, RPAD ->
          isShort(call.literal(1))
              ? call.of(arguments, text(arguments))
              : call.failing(arguments, text(arguments));
      case CONCAT_WS -> joined(call, arguments);
      default -> call.of(arguments, text(arguments));
    };
  }

  /** LargeUtf8 where one of the arguments is. */
  static ArrowType text(List<BoundExpression> arguments) {
    boolean large =
        arguments.stream().anyMatch(argument -> argument.type() instanceof ArrowType.LargeUtf8);
    return large ? ArrowType.LargeUtf8.INSTANCE : ArrowType.Utf8.INSTANCE;
  }

  /** Only the separator makes it null. */
  private static BoundExpression joined(FunctionCall call, List<BoundExpression> arguments) {
    return new BoundCall(
        call.function(),
        arguments,
        text(arguments),
        arguments.getFirst().nullable(),
        FunctionCall.anyCanFail(arguments));
  }

  /** So few code points fit the limit of a result, whatever they are. */
  private static boolean isShort(@Nullable Object length) {
    return length instanceof Long count && count <= TextLimits.RESULT_BYTES / 4;
  }

  private static BoundExpression like(FunctionCall call, List<BoundExpression> arguments) {
    if (!(call.literal(2) instanceof String escape)) {
      return call.of(arguments, BOOL);
    }
    if (escape.codePointCount(0, escape.length()) != 1) {
      throw invalid(
          call, "an escape must be one character", "'" + escape + "'", "give one, e.g. \"!\"");
    }
    if (!(call.literal(1) instanceof String pattern)) {
      return call.failing(arguments, BOOL);
    }
    if (endsInEscape(pattern, escape)) {
      throw invalid(
          call,
          "a pattern must not end in its escape",
          "'" + pattern + "'",
          "write the escape twice to mean itself");
    }
    return call.of(arguments, BOOL);
  }

  private static boolean endsInEscape(String pattern, String escape) {
    int at = pattern.indexOf(escape);
    while (at >= 0 && at + escape.length() < pattern.length()) {
      int behind = pattern.offsetByCodePoints(at + escape.length(), 1);
      at = pattern.indexOf(escape, behind);
    }
    return at >= 0;
  }

  /** Deep patterns may overflow the stack on a row, so that even good ones can fail. */
  private static BoundExpression regular(FunctionCall call, List<BoundExpression> arguments) {
    String options = Objects.requireNonNullElse(text(call, options(call.function())), "");
    RegularExpression.Options allowed =
        call.function() == Function.REGEXP_REPLACE
            ? RegularExpression.Options.REPLACING
            : RegularExpression.Options.MATCHING;
    if (!allowed.allow(options)) {
      throw invalid(
          call,
          "options must be letters of \"" + allowed.letters() + "\"",
          "'" + options + "'",
          "write other flags into the pattern, e.g. (?u)");
    }
    String pattern = text(call, 1);
    if (pattern != null) {
      checkPattern(call, pattern, options);
    }
    return switch (call.function()) {
      case REGEXP_MATCHES -> call.failing(arguments, BOOL);
      case REGEXP_REPLACE -> call.failing(arguments, text(arguments));
      default ->
          new BoundCall(call.function(), arguments, text(arguments.subList(0, 1)), true, true);
    };
  }

  private static int options(Function function) {
    return function == Function.REGEXP_MATCHES ? 2 : 3;
  }

  private static @Nullable String text(FunctionCall call, int index) {
    return call.literal(index) instanceof String text ? text : null;
  }

  private static void checkPattern(FunctionCall call, String pattern, String options) {
    RegularExpression expression;
    try {
      expression = RegularExpression.of(pattern, options);
    } catch (PatternSyntaxException failure) {
      throw invalid(
          call,
          "a regular expression must be one of java.util.regex",
          "'" + pattern + "' has: " + failure.getDescription(),
          "correct it at index "
              + failure.getIndex()
              + ", or quote what is meant as it is with Pattern.quote");
    }
    if (call.function() == Function.REGEXP_REPLACE && text(call, 2) != null) {
      checkReplacement(call, expression, Objects.requireNonNull(text(call, 2)));
    }
    if (call.function() == Function.REGEXP_EXTRACT && call.literal(2) instanceof Long group) {
      checkGroup(call, expression, group);
    }
  }

  private static void checkReplacement(
      FunctionCall call, RegularExpression expression, String replacement) {
    try {
      RegexReplacement.of(replacement, expression.pattern());
    } catch (IllegalArgumentException failure) {
      throw invalid(
          call,
          "a replacement must refer to groups of its pattern",
          "'" + replacement + "' " + failure.getMessage(),
          "write \\$ for a dollar sign and \\\\ for a backslash");
    }
  }

  private static void checkGroup(FunctionCall call, RegularExpression expression, long group) {
    int groups = expression.groups();
    if (group < 0 || group > groups) {
      throw invalid(
          call,
          "a group must be one of the pattern's",
          group + " is none of " + groups,
          "take 0 for all of the match, or put parentheses around the part");
    }
  }

  private static RuntimeException invalid(
      FunctionCall call, String rule, String value, String cure) {
    return Problem.at(call.where(), ErrorCode.INVALID_ARGUMENT)
        .rule("\"" + call.function().text() + "\": " + rule)
        .but(value)
        .cure(cure)
        .plan();
  }
}
