package io.sabot.examples;

import io.sabot.operator.BatchOperator;
import io.sabot.stream.Stream;
import java.util.List;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** An operator of one's own. Both views, ownership and errors come with the interface. */
public final class Example06OwnOperator {
  private Example06OwnOperator() {}

  /** Never lets a column rise above a limit. */
  record Clip(String column, double limit) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public VectorSchemaRoot processBatch(VectorSchemaRoot batch) {
      Float8Vector from = (Float8Vector) batch.getVector(column);
      Float8Vector to = new Float8Vector(from.getField(), from.getAllocator());
      to.allocateNew(batch.getRowCount());
      for (int row = 0; row < batch.getRowCount(); row++) {
        if (!from.isNull(row)) {
          to.set(row, Math.min(from.get(row), limit));
        }
      }
      to.setValueCount(batch.getRowCount());
      int ordinal = batch.getSchema().getFields().indexOf(from.getField());
      return batch.removeVector(ordinal).addVector(ordinal, to);
    }
  }

  public static void main(String[] arguments) {
    Stream.fromBatches(Readings.SCHEMA, Readings::batch)
        .apply(new Clip("celsius", 30))
        .limit(5)
        .print();
  }
}
