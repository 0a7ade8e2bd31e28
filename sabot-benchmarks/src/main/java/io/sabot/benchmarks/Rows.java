package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of the operator benchmarks: {@value #ROWS} of them in batches of {@value #BATCH_ROWS},
 * four columns, no nulls, from a fixed seed. {@code key} has {@value #KEYS} values, {@code price}
 * is uniform in [0, 100), {@code name} one of 100 strings, {@code row} counts.
 */
final class Rows implements AutoCloseable {
  static final int ROWS = 1 << 20;
  static final int BATCH_ROWS = 1 << 16;
  static final int KEYS = 100_000;
  private static final int NAMES = 100;

  static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("row", new ArrowType.Int(64, true)),
              Field.nullable("key", new ArrowType.Int(64, true)),
              Field.nullable("price", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
              Field.nullable("name", ArrowType.Utf8.INSTANCE)));

  final List<VectorSchemaRoot> batches = new ArrayList<>();
  final long[] keys = new long[ROWS];
  final double[] prices = new double[ROWS];
  final String[] names = new String[ROWS];

  Rows() {
    SplittableRandom random = new SplittableRandom(42);
    for (int row = 0; row < ROWS; row++) {
      keys[row] = random.nextInt(KEYS);
      prices[row] = random.nextDouble(100);
      names[row] = "name-" + random.nextInt(NAMES);
    }
    for (int start = 0; start < ROWS; start += BATCH_ROWS) {
      batches.add(batch(start));
    }
  }

  private VectorSchemaRoot batch(int start) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    root.allocateNew();
    BigIntVector row = (BigIntVector) root.getVector("row");
    BigIntVector key = (BigIntVector) root.getVector("key");
    Float8Vector price = (Float8Vector) root.getVector("price");
    VarCharVector name = (VarCharVector) root.getVector("name");
    for (int i = 0; i < BATCH_ROWS; i++) {
      row.setSafe(i, start + i);
      key.setSafe(i, keys[start + i]);
      price.setSafe(i, prices[start + i]);
      name.setSafe(i, names[start + i].getBytes(StandardCharsets.UTF_8));
    }
    root.setRowCount(BATCH_ROWS);
    return root;
  }

  /** A table of one row per key: {@code id} and {@code weight}. The caller closes it. */
  static VectorSchemaRoot onePerKey() {
    BigIntVector id = new BigIntVector("id", RootMemory.root());
    BigIntVector weight = new BigIntVector("weight", RootMemory.root());
    id.allocateNew(KEYS);
    weight.allocateNew(KEYS);
    for (int key = 0; key < KEYS; key++) {
      id.set(key, key);
      weight.set(key, key * 7L);
    }
    id.setValueCount(KEYS);
    weight.setValueCount(KEYS);
    return VectorSchemaRoot.of(id, weight);
  }

  @Override
  public void close() {
    batches.forEach(VectorSchemaRoot::close);
  }
}
