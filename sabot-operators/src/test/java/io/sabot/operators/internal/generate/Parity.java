package io.sabot.operators.internal.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Selection;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Evaluator;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Holds generated loops against the kernels: equal bits, equal errors. */
final class Parity {
  private final Schema schema;
  private final RunContext context;

  Parity(Schema schema, BufferAllocator allocator) {
    this.schema = schema;
    this.context =
        new RunContext(
            RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "Parity", 1);
  }

  /** Whether a loop over these is short enough to be compiled, in either form. */
  static boolean isShort(List<BoundExpression> expressions) {
    Template template = filled(expressions).template();
    return LoopClass.define(template, Shape.SCALAR) != null
        && LoopClass.define(template, Shape.of(template)) != null;
  }

  private static Template.Filled filled(List<BoundExpression> expressions) {
    List<Sink> sinks =
        GeneratedEvaluator.computed(expressions).stream()
            .map(expression -> (Sink) new Sink.Output(expression))
            .toList();
    return Template.of(List.of(), sinks);
  }

  /** A generated evaluator, compiled now; SIMD where there is any, or row by row. */
  GeneratedEvaluator generated(List<BoundExpression> expressions, Evaluator kernels, Support form) {
    Template.Filled filled = filled(expressions);
    Shape shape = form == Support.SCALAR ? Shape.SCALAR : Shape.of(filled.template());
    LoopClass type = LoopClass.define(filled.template(), shape);
    if (type == null) {
      throw new AssertionError("too long: " + expressions);
    }
    return new GeneratedEvaluator(expressions, type, part(filled), kernels, context.allocator());
  }

  private static Parts.Part part(Template.Filled filled) {
    int[] sinks = IntStream.range(0, filled.template().sinks().size()).toArray();
    return new Parts.Part(filled, sinks);
  }

  Evaluator kernels(List<BoundExpression> expressions) {
    return new JvmExpressionCompiler().compile("Parity", expressions, schema, context);
  }

  void check(List<BoundExpression> expressions, List<Batch> batches) {
    for (Support form : List.of(Support.SCALAR, Support.VECTOR)) {
      try (Evaluator kernels = kernels(expressions);
          Evaluator generated = generated(expressions, kernels(expressions), form)) {
        for (Batch batch : batches) {
          String at = form + " " + expressions + " over " + batch.length() + " rows: ";
          Object wanted = outcome(() -> kernels.evaluate(batch));
          assertEquals(wanted, outcome(() -> generated.evaluate(batch)), at);
          if (expressions.size() == 1 && expressions.getFirst().type() instanceof ArrowType.Bool) {
            Object kept = rows(() -> kernels.filter(batch), batch);
            assertEquals(kept, rows(() -> generated.filter(batch), batch), at);
          }
        }
      }
    }
  }

  private static Object rows(Supplier<Selection> filter, Batch batch) {
    try {
      Selection selection = filter.get();
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < selection.count(batch.length()); i++) {
        rows.add(selection.row(i));
      }
      return rows;
    } catch (SabotException failure) {
      return failure.getMessage();
    }
  }

  /** Values, or the message. */
  private static Object outcome(Supplier<List<Column>> evaluation) {
    try {
      List<Column> columns = evaluation.get();
      try {
        return columns.stream().map(Parity::values).toList();
      } finally {
        columns.forEach(Column::close);
      }
    } catch (SabotException failure) {
      return failure.getMessage();
    }
  }

  static List<Object> values(Column column) {
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < column.length(); row++) {
      boolean valid = !column.hasNulls() || Bitmaps.get(column.segment(0), row);
      values.add(valid ? value(column, row) : "null");
    }
    return values;
  }

  private static Object value(Column column, int row) {
    return switch (column.field().getType()) {
      case ArrowType.Bool t -> Bitmaps.get(column.segment(1), row);
      case ArrowType.FloatingPoint t when t.getPrecision() == FloatingPointPrecision.DOUBLE ->
          column.segment(1).get(Memory.DOUBLE, (long) row << 3);
      case ArrowType.FloatingPoint t -> column.segment(1).get(Memory.FLOAT, (long) row << 2);
      default ->
          switch (Layout.width(column.field().getType())) {
            case 1 -> (long) column.segment(1).get(Memory.BYTE, row);
            case 2 -> (long) column.segment(1).get(Memory.SHORT, (long) row << 1);
            case 4 -> (long) column.segment(1).get(Memory.INT, (long) row << 2);
            default -> column.segment(1).get(Memory.LONG, (long) row << 3);
          };
    };
  }
}
