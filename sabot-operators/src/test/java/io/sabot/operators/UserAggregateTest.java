package io.sabot.operators;

import static io.sabot.Expressions.aggregate;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.function.UserAggregate;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserAggregateTest {
  private static final ArrowType LONG = new ArrowType.Int(64, true);

  /** All bits that are set in any value; null where there is no value. */
  private record BitOr(long failsAt) implements UserAggregate {
    @Override
    public String name() {
      return "bit_or";
    }

    @Override
    public @Nullable ArrowType resultType(List<Field> arguments) {
      return arguments.size() == 1 && arguments.getFirst().getType().equals(LONG) ? LONG : null;
    }

    @Override
    public String takes() {
      return "one Int64 column";
    }

    @Override
    public List<Field> state(List<Field> arguments) {
      return List.of(Field.nullable("bits", LONG));
    }

    @Override
    public Groups create(List<Field> arguments, BufferAllocator allocator) {
      return new Bits(failsAt);
    }
  }

  private static final class Bits implements UserAggregate.Groups {
    private final long failsAt;
    private long[] bits = {};
    private boolean[] seen = {};

    Bits(long failsAt) {
      this.failsAt = failsAt;
    }

    @Override
    public void resize(int groups) {
      if (groups > bits.length) {
        int room = Math.max(groups, 2 * bits.length);
        bits = Arrays.copyOf(bits, room);
        seen = Arrays.copyOf(seen, room);
      }
    }

    @Override
    public void update(List<FieldVector> arguments, int[] groups, int rows) {
      merge(arguments, groups, rows);
    }

    @Override
    public void merge(List<FieldVector> state, int[] groups, int rows) {
      BigIntVector values = (BigIntVector) state.getFirst();
      for (int i = 0; i < rows; i++) {
        if (!values.isNull(i)) {
          if (values.get(i) == failsAt) {
            throw new IllegalStateException("no " + failsAt);
          }
          bits[groups[i]] |= values.get(i);
          seen[groups[i]] = true;
        }
      }
    }

    @Override
    public void write(int[] groups, int count, List<FieldVector> state) {
      for (int i = 0; i < count; i++) {
        put(groups[i], i, (BigIntVector) state.getFirst());
      }
    }

    @Override
    public void finish(int first, int count, FieldVector results) {
      for (int i = 0; i < count; i++) {
        put(first + i, i, (BigIntVector) results);
      }
    }

    private void put(int group, int row, BigIntVector to) {
      if (seen[group]) {
        to.set(row, bits[group]);
      }
    }

    @Override
    public long bytes() {
      return 9L * bits.length;
    }

    @Override
    public void close() {}
  }

  private static OperatorTester group(long failsAt) {
    return OperatorTester.of(
            new GroupBy(
                List.of(col("k")),
                List.of(aggregate(new BitOr(failsAt), col("v")).as("bits"), count().as("rows"))))
        .unordered();
  }

  @Test
  void isAsGoodAsABuiltInOne() {
    group(-1)
        .input(
            table("k:int, v:long", row(1, 1L), row(2, 4L), row(1, 8L), row(3, null), row(1, null)))
        .expect(row(1, 9L, 3L), row(2, 4L, 1L), row(3, null, 1L))
        .expectSchema("k:int, bits:long, rows:long not null")
        .run();
  }

  @Test
  void goesToDiskWhereMemoryIsShort() {
    List<Row> rows = new ArrayList<>();
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rows.add(row(i % 60 * 1_000_003, 1L << i / 60));
      if (i < 60) {
        expected.add(row(i * 1_000_003, 3L, 2L));
      }
    }
    group(-1)
        .options(options -> options.withMemoryBudget(26_000))
        .input(table("k:int, v:long", rows.toArray(Row[]::new)))
        .expect(expected.toArray(Row[]::new))
        .run();
  }

  @Test
  void worksWithoutKeys() {
    OperatorTester.of(
            new GroupBy(List.of(), List.of(aggregate(new BitOr(-1), col("v")).as("bits"))))
        .input(table("v:long", row(1L), row(6L), row((Object) null)))
        .expect(row(7L))
        .run();
  }

  @Test
  void whatItThrowsNamesIt() {
    group(4)
        .input(table("k:int, v:long", row(1, 4L)))
        .expectFailure(
            ErrorCode.USER_FUNCTION_FAILED, "bit_or", "no 4", "filter the rows that it cannot take")
        .run();
  }

  @Test
  void whatItCannotTakeIsRefused() {
    GroupBy groupBy = new GroupBy(List.of(), List.of(aggregate(new BitOr(-1), col("s"))));
    PlanException refused =
        assertThrows(PlanException.class, () -> groupBy.outputSchema(List.of(schema("s:utf8"))));
    assertTrue(
        refused.getMessage().contains("bit_or takes one Int64 column")
            && refused.getMessage().contains("cast the arguments"),
        refused.getMessage());
  }
}
