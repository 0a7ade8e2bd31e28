package io.sabot.operators.internal.backend;

import io.sabot.batch.Batch;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One batch per length around the words of bitmaps, the patterns of nulls in turn, sliced.
 *
 * @param samples some values of the first column
 */
record ParityBatches(Schema schema, List<Batch> batches, List<Object> samples)
    implements AutoCloseable {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};
  private static final int[] OFFSETS = {0, 1, 3, 8, 13};

  private enum Nulls {
    NONE,
    ALL,
    RANDOM,
    RUNS;

    boolean isNull(SplittableRandom random, int row) {
      return switch (this) {
        case NONE -> false;
        case ALL -> true;
        case RANDOM -> random.nextInt(3) == 0;
        case RUNS -> row / 100 % 2 == 1 || row / 5 % 2 == 1 && row < 100;
      };
    }
  }

  static ParityBatches of(Schema schema, SplittableRandom random, BufferAllocator allocator) {
    List<Batch> batches = new ArrayList<>();
    int turn = random.nextInt(Nulls.values().length);
    for (int length : LENGTHS) {
      Nulls nulls = Nulls.values()[turn++ % Nulls.values().length];
      int offset = OFFSETS[random.nextInt(OFFSETS.length)];
      TextTable table = table(schema, offset + length + random.nextInt(2), nulls, random);
      try (Batch batch = table.batch(allocator)) {
        batches.add(batch.slice(offset, length, allocator));
      }
    }
    return new ParityBatches(schema, batches, samples(schema, random));
  }

  private static List<Object> samples(Schema schema, SplittableRandom random) {
    List<Object> samples = new ArrayList<>();
    RandomBatches.of(random)
        .table(withoutNulls(schema), 24)
        .rows()
        .forEach(row -> samples.add(row.get(0)));
    return samples;
  }

  private static TextTable table(Schema schema, int rows, Nulls nulls, SplittableRandom random) {
    List<Row> masked = new ArrayList<>();
    for (Row row : RandomBatches.of(random).table(withoutNulls(schema), rows).rows()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object value : row.values()) {
        values.add(nulls.isNull(random, masked.size()) ? null : value);
      }
      masked.add(new Row(values));
    }
    return RandomBatches.of(random).table(schema, 0).withRows(masked);
  }

  private static Schema withoutNulls(Schema schema) {
    return new Schema(
        schema.getFields().stream()
            .map(field ->
                new Field(
                    field.getName(), FieldType.notNullable(field.getType()), field.getChildren()))
            .toList());
  }

  @Override
  public void close() {
    batches.forEach(Batch::close);
  }
}
