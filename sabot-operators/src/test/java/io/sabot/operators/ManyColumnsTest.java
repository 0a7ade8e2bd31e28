package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.RunContext;
import io.sabot.testkit.TestAllocator;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** So many columns that looking through them for each of them would take minutes. */
class ManyColumnsTest {
  private static final int COLUMNS = 100_000;
  private static final List<Field> FIELDS =
      IntStream.range(0, COLUMNS)
          .mapToObj(i -> Field.nullable("column " + i, Types.INT64))
          .toList();

  static Stream<BatchOperator> operators() {
    List<Expression> columns = FIELDS.stream().map(field -> col(field.getName())).toList();
    return Stream.of(
        new Select(columns),
        new WithColumns(columns),
        new Distinct(List.of()),
        new Sort(FIELDS.stream().map(field -> asc(field.getName())).toList()),
        new Union(2));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void areLookedUpByName(BatchOperator operator) {
    Schema schema = new Schema(FIELDS);
    Schema reversed = new Schema(FIELDS.reversed());
    List<Schema> inputs = operator.inputs() == 1 ? List.of(reversed) : List.of(schema, reversed);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertEquals(COLUMNS, operator.outputSchema(inputs).getFields().size());
          try (TestAllocator allocator = new TestAllocator()) {
            operator.open(context(allocator), inputs).close();
          }
        });
  }

  private static RunContext context(TestAllocator allocator) {
    return new RunContext(
        RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "Many", 1);
  }
}
