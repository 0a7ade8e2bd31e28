package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Function;
import io.sabot.operators.internal.kernel.LikePattern;
import io.sabot.operators.internal.kernel.LikePattern.Letters;
import io.sabot.operators.internal.kernel.RegexExtract;
import io.sabot.operators.internal.kernel.RegexReplace;
import io.sabot.operators.internal.kernel.RegexTest;
import io.sabot.operators.internal.kernel.TextCase;
import io.sabot.operators.internal.kernel.TextChunk.Nulls;
import io.sabot.operators.internal.kernel.TextConcat;
import io.sabot.operators.internal.kernel.TextInitials;
import io.sabot.operators.internal.kernel.TextJoin;
import io.sabot.operators.internal.kernel.TextKernel;
import io.sabot.operators.internal.kernel.TextKernels;
import io.sabot.operators.internal.kernel.TextLike;
import io.sabot.operators.internal.kernel.TextPad;
import io.sabot.operators.internal.kernel.TextPattern;
import io.sabot.operators.internal.kernel.TextPosition;
import io.sabot.operators.internal.kernel.TextRepeat;
import io.sabot.operators.internal.kernel.TextReplace;
import io.sabot.operators.internal.kernel.TextReverse;
import io.sabot.operators.internal.kernel.TextSplit;
import io.sabot.operators.internal.kernel.TextSplitPart;
import io.sabot.operators.internal.kernel.TextSubstring;
import io.sabot.operators.internal.kernel.TextTests;
import io.sabot.operators.internal.kernel.TextTrim;
import io.sabot.operators.internal.kernel.TextTrim.Ends;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Chooses the kernel of a function of text; literals that decide about it are taken out. */
final class TextNodes {
  private final BoundCall call;
  private final List<Node> nodes;
  private final BufferAllocator allocator;

  private TextNodes(BoundCall call, List<Node> nodes, BufferAllocator allocator) {
    this.call = call;
    this.nodes = nodes;
    this.allocator = allocator;
  }

  /** The node of a call over its arguments, which pass to it. */
  static Node of(BoundCall call, List<Node> arguments, BufferAllocator allocator) {
    try {
      return new TextNodes(call, new ArrayList<>(arguments), allocator).node();
    } catch (Throwable failure) {
      arguments.forEach(Node::close);
      throw failure;
    }
  }

  private Node node() {
    return switch (call.function()) {
      case LENGTH -> node(1, (TextKernel.Measure) TextKernels::codePoints);
      case OCTET_LENGTH -> new OctetLength(nodes.getFirst());
      case UPPER -> node(1, TextCase.UPPER);
      case LOWER -> node(1, TextCase.LOWER);
      case INITCAP -> node(1, new TextInitials());
      case REVERSE -> node(1, new TextReverse());
      case TRIM -> trim(Ends.BOTH);
      case LTRIM -> trim(Ends.FRONT);
      case RTRIM -> trim(Ends.BACK);
      case SUBSTRING -> node(nodes.size(), TextSubstring.SUBSTRING);
      case LEFT -> node(2, TextSubstring.LEFT);
      case RIGHT -> node(2, TextSubstring.RIGHT);
      case CONCAT -> node(nodes.size(), new TextConcat());
      case CONCAT_WS -> node(nodes.size(), new TextJoin());
      case STARTS_WITH, ENDS_WITH, CONTAINS -> search();
      case POSITION -> node(2, new TextPosition());
      case LIKE -> like(Letters.EXACT);
      case ILIKE -> like(Letters.FOLDED);
      case REGEXP_MATCHES, REGEXP_REPLACE, REGEXP_EXTRACT -> regular();
      case REPLACE -> node(3, new TextReplace());
      case SPLIT -> node(2, new TextSplit());
      case SPLIT_PART -> node(3, new TextSplitPart());
      case LPAD -> pad(TextPad.LEFT);
      case RPAD -> pad(TextPad.RIGHT);
      case REPEAT -> node(2, new TextRepeat());
      default -> throw new IllegalStateException("no node: " + call.function());
    };
  }

  /** A node over the first arguments; the others are known to the kernel. */
  private Node node(int count, TextKernel kernel) {
    nodes.subList(count, nodes.size()).forEach(Node::close);
    Nulls nulls = call.function() == Function.CONCAT_WS ? Nulls.SEEN : Nulls.STRICT;
    return new TextNode(
        kernel, List.copyOf(nodes.subList(0, count)), nulls, Building.field(call), call.toString());
  }

  /** The text of a literal that is not null. */
  private @Nullable String literal(int index) {
    return index < call.arguments().size()
            && call.arguments().get(index) instanceof BoundLiteral(Constant constant)
            && constant.value() instanceof String text
        ? text
        : null;
  }

  private Node trim(Ends ends) {
    return node(1, TextTrim.of(ends, Objects.requireNonNullElse(literal(1), " ")));
  }

  private Node pad(TextPad side) {
    if (nodes.size() == 2) {
      nodes.add(new Leaves.LiteralNode(Literals.column(Constant.of(" "), allocator)));
    }
    return node(3, side);
  }

  private Node search() {
    String search = literal(1);
    if (search == null) {
      return node(
          2,
          switch (call.function()) {
            case STARTS_WITH -> TextTests.STARTS_WITH;
            case ENDS_WITH -> TextTests.ENDS_WITH;
            default -> TextTests.CONTAINS;
          });
    }
    byte[] bytes = search.getBytes(StandardCharsets.UTF_8);
    return switch (call.function()) {
      case STARTS_WITH -> node(1, scan(LikePattern.Shape.PREFIX, bytes));
      case ENDS_WITH -> node(1, scan(LikePattern.Shape.SUFFIX, bytes));
      default -> node(1, scan(LikePattern.Shape.CONTAINS, bytes));
    };
  }

  /** A test of whole columns against known bytes. */
  private static TextKernel.Scan scan(LikePattern.Shape shape, byte[] bytes) {
    TextPattern pattern = TextPattern.of(bytes);
    return switch (shape) {
      case EQUAL -> (o, w, v, n, bits) -> TextKernels.equal(o, w, v, n, pattern, 0, bits);
      case PREFIX -> (o, w, v, n, bits) -> TextKernels.startsWith(o, w, v, n, pattern, 0, bits);
      case SUFFIX -> (o, w, v, n, bits) -> TextKernels.endsWith(o, w, v, n, pattern, 0, bits);
      default -> (o, w, v, n, bits) -> TextKernels.contains(o, w, v, n, pattern, 0, bits);
    };
  }

  private Node like(Letters letters) {
    if (letters == Letters.FOLDED) {
      nodes.set(0, folded(nodes.getFirst()));
    }
    String written = literal(1);
    String escapes = literal(2);
    int escape = escapes == null ? -1 : escapes.codePointAt(0);
    if (written == null) {
      return node(2, TextLike.rows(escape, letters));
    }
    LikePattern pattern =
        Objects.requireNonNull(LikePattern.of(written, escape, letters), "checked in the plan");
    LikePattern.Shape shape = pattern.shape();
    return node(
        1,
        switch (shape) {
          case GENERAL -> TextLike.of(pattern);
          case PIECES -> pattern.pieces();
          default -> scan(shape, pattern.plain());
        });
  }

  private Node folded(Node argument) {
    boolean large = call.arguments().getFirst().type() instanceof ArrowType.LargeUtf8;
    ArrowType type = large ? ArrowType.LargeUtf8.INSTANCE : ArrowType.Utf8.INSTANCE;
    List<Node> arguments = List.of(argument);
    return new TextNode(
        TextCase.FOLDED, arguments, Nulls.STRICT, Building.field(type), call.toString());
  }

  private Node regular() {
    RegularCall regular = RegularCall.of(call);
    int texts = regular.isKnown() ? 1 : call.function() == Function.REGEXP_REPLACE ? 3 : 2;
    return node(
        texts,
        switch (call.function()) {
          case REGEXP_MATCHES -> new RegexTest(regular.expression(), regular.options());
          case REGEXP_REPLACE ->
              new RegexReplace(regular.expression(), regular.replacement(), regular.options());
          default -> new RegexExtract(regular.expression(), regular.options(), regular.group());
        });
  }
}
