package io.sabot.examples;

import io.sabot.memory.RootMemory;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Made-up sensor readings, batch by batch: the same number always gives the same batch. */
final class Readings {
  static final int ROWS = 4096;

  static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.notNullable("sensor", new ArrowType.Int(64, true)),
              Field.notNullable(
                  "celsius", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));

  private Readings() {}

  /** Batch {@code number}; the caller closes it. */
  static VectorSchemaRoot batch(long number) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    BigIntVector sensor = (BigIntVector) root.getVector("sensor");
    Float8Vector celsius = (Float8Vector) root.getVector("celsius");
    sensor.allocateNew(ROWS);
    celsius.allocateNew(ROWS);
    for (int row = 0; row < ROWS; row++) {
      long reading = number * ROWS + row;
      sensor.set(row, reading % 100);
      celsius.set(row, 20 + 15 * Math.sin(reading * 0.001));
    }
    root.setRowCount(ROWS);
    return root;
  }
}
