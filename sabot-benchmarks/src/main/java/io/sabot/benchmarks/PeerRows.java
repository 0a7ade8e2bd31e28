package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import io.sabot.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Tables for peers, in batches of {@value #BATCH_ROWS} rows as a user would pass them. */
record PeerRows(List<VectorSchemaRoot> batches) implements AutoCloseable {
  static final int BATCH_ROWS = 1 << 16;

  static final int INTS = 1_000;
  static final int LONGS = 100_000;
  static final int FIRST_DAY = 18_262;
  static final int DAYS = 1_500;

  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

  /** {@code v1}: 1 to 5; {@code v3}: uniform in [0, 100). */
  static PeerRows measures(int rows, long seed) {
    Schema schema =
        new Schema(List.of(Field.nullable("v1", integer(32)), Field.nullable("v3", DOUBLE)));
    SplittableRandom random = new SplittableRandom(seed);
    return of(
        schema,
        rows,
        (root, length) -> {
          fill(root.getVector("v1"), length, 0, random, 5);
          fill(root.getVector("v3"), length, 0, random, 5);
        });
  }

  /** Each type twice: without nulls, and with every twentieth value null. */
  static PeerRows mixed(int rows, long seed) {
    List<Field> fields = new ArrayList<>();
    for (String suffix : List.of("0", "5")) {
      fields.add(Field.nullable("i" + suffix, integer(32)));
      fields.add(Field.nullable("l" + suffix, integer(64)));
      fields.add(Field.nullable("f" + suffix, FLOAT));
      fields.add(Field.nullable("d" + suffix, DOUBLE));
      fields.add(Field.nullable("e" + suffix, DOUBLE));
      fields.add(Field.nullable("t" + suffix, new ArrowType.Date(DateUnit.DAY)));
    }
    SplittableRandom random = new SplittableRandom(seed);
    return of(
        new Schema(fields),
        rows,
        (root, length) -> {
          for (FieldVector vector : root.getFieldVectors()) {
            fill(vector, length, vector.getName().endsWith("5") ? 5 : 0, random, INTS);
          }
        });
  }

  /** {@code url}: 30 to 50 bytes; {@code name}: 5 to 13, one in fifty beyond ASCII. */
  static PeerRows texts(int rows, long seed) {
    Schema schema =
        new Schema(
            List.of(
                Field.nullable("url", ArrowType.Utf8.INSTANCE),
                Field.nullable("name", ArrowType.Utf8.INSTANCE)));
    SplittableRandom random = new SplittableRandom(seed);
    return of(
        schema,
        rows,
        (root, length) -> {
          for (int row = 0; row < length; row++) {
            put(root.getVector("url"), row, url(random));
            put(root.getVector("name"), row, name(random));
          }
        });
  }

  private static String url(SplittableRandom random) {
    return "https://www."
        + word(random)
        + (random.nextInt(3) == 0 ? ".org/" : ".com/")
        + word(random)
        + "/"
        + random.nextInt(100_000)
        + (random.nextInt(4) == 0 ? ".html" : ".png");
  }

  static String name(SplittableRandom random) {
    return (random.nextInt(50) == 0 ? "é" : "n") + word(random) + random.nextInt(100);
  }

  private static String word(SplittableRandom random) {
    String[] words = {"alpha", "bravo", "google", "delta", "echo", "foxtrot", "yandex", "hotel"};
    return words[random.nextInt(words.length)];
  }

  private static void put(FieldVector vector, int row, String text) {
    ((VarCharVector) vector).setSafe(row, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void fill(
      FieldVector vector, int length, int nullPercent, SplittableRandom random, int ints) {
    for (int row = 0; row < length; row++) {
      if (nullPercent > 0 && random.nextInt(100) < nullPercent) {
        continue;
      }
      switch (vector) {
        case IntVector values -> values.set(row, 1 + random.nextInt(ints));
        case BigIntVector values -> values.set(row, random.nextLong(LONGS));
        case Float4Vector values -> values.set(row, random.nextInt(100_000) / 1000f);
        case Float8Vector values ->
            values.set(row, random.nextDouble(100) - (vector.getName().startsWith("e") ? 50 : 0));
        case DateDayVector values -> values.set(row, FIRST_DAY + random.nextInt(DAYS));
        default -> throw new IllegalArgumentException(vector.getField().toString());
      }
    }
  }

  private static PeerRows of(
      Schema schema, int rows, BiConsumer<VectorSchemaRoot, Integer> filling) {
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int start = 0; start < rows; start += BATCH_ROWS) {
      int length = Math.min(BATCH_ROWS, rows - start);
      VectorSchemaRoot root = VectorSchemaRoot.create(schema, RootMemory.root());
      root.getFieldVectors().forEach(vector -> vector.setInitialCapacity(length));
      root.allocateNew();
      filling.accept(root, length);
      root.setRowCount(length);
      batches.add(root);
    }
    return new PeerRows(batches);
  }

  private static ArrowType integer(int bits) {
    return new ArrowType.Int(bits, true);
  }

  Schema schema() {
    return batches.getFirst().getSchema();
  }

  /** The rows, for one thread. */
  Stream stream() {
    return Stream.fromBatches(batches).parallelism(1);
  }

  @Override
  public void close() {
    batches.forEach(VectorSchemaRoot::close);
  }
}
