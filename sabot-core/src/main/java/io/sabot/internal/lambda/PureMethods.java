package io.sabot.internal.lambda;

import static io.sabot.internal.lambda.JavaTerm.apply;

import io.sabot.internal.lambda.JavaTerm.Apply;
import io.sabot.internal.lambda.JavaTerm.Boxed;
import io.sabot.internal.lambda.JavaTerm.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of the JDK that have an operator. */
final class PureMethods {
  private static final Map<String, JavaOperator> MATH =
      Map.of(
          "abs", JavaOperator.ABS,
          "min", JavaOperator.MIN,
          "max", JavaOperator.MAX,
          "sqrt", JavaOperator.SQUARE_ROOT);
  private static final Map<String, JavaOperator> TEXT =
      Map.of(
          "equals(Ljava/lang/Object;)Z", JavaOperator.TEXT_EQUAL,
          "isEmpty()Z", JavaOperator.TEXT_EMPTY,
          "startsWith(Ljava/lang/String;)Z", JavaOperator.TEXT_STARTS_WITH,
          "endsWith(Ljava/lang/String;)Z", JavaOperator.TEXT_ENDS_WITH,
          "contains(Ljava/lang/CharSequence;)Z", JavaOperator.TEXT_CONTAINS);
  private static final Set<String> BOXES =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Short",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Float",
          "java/lang/Double");

  private PureMethods() {}

  /** The result of a call, receiver first among the operands; null where it is none of these. */
  static @Nullable JavaTerm call(
      String owner, String name, String descriptor, List<JavaTerm> operands) {
    if (owner.equals("java/lang/Math") || owner.equals("java/lang/StrictMath")) {
      JavaOperator operator = MATH.get(name);
      return operator == null ? null : math(operator, operands);
    }
    if (BOXES.contains(owner)) {
      return box(owner, name, descriptor, operands);
    }
    return owner.equals("java/lang/String") ? text(name + descriptor, operands) : null;
  }

  private static JavaTerm math(JavaOperator operator, List<JavaTerm> operands) {
    List<JavaTerm> numbers = operands.stream().map(Conditions::asInt).toList();
    return new Apply(operator, numbers, numbers.getFirst().kind());
  }

  private static @Nullable JavaTerm box(
      String owner, String name, String descriptor, List<JavaTerm> operands) {
    JavaTerm first = operands.getFirst();
    boolean primitive = operands.size() == 1 && first.kind() != JavaKind.OBJECT;
    if (name.equals("valueOf") && primitive && first.kind() != JavaKind.TEXT) {
      return new Boxed(owner.endsWith("Boolean") ? condition(first) : Conditions.asInt(first));
    }
    boolean unboxes =
        name.equals(unboxing(owner)) && descriptor.startsWith("()") && operands.size() == 1;
    return unboxes && first instanceof Boxed(JavaTerm value) ? value : null;
  }

  private static JavaTerm condition(JavaTerm term) {
    JavaTerm condition = Conditions.asCondition(term);
    if (condition == null) {
      throw new Untranslatable("it computes with booleans");
    }
    return condition;
  }

  private static String unboxing(String owner) {
    String simple = owner.substring("java/lang/".length());
    return (simple.equals("Integer") ? "int" : simple.toLowerCase(java.util.Locale.ROOT)) + "Value";
  }

  private static @Nullable JavaTerm text(String signature, List<JavaTerm> operands) {
    JavaOperator operator = TEXT.get(signature);
    for (JavaTerm operand : operands) {
      if (operand.kind() != JavaKind.TEXT || !isEncodable(operand)) {
        return null;
      }
    }
    return operator == null
        ? null
        : apply(operator, JavaKind.BOOLEAN, operands.toArray(JavaTerm[]::new));
  }

  /** Half a surrogate pair has no bytes to compare with. */
  private static boolean isEncodable(JavaTerm term) {
    return !(term instanceof Value(Object value, JavaKind kind))
        || value instanceof String text
            && java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
