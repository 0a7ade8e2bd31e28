package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import java.util.List;
import org.apache.arrow.gandiva.evaluator.Filter;
import org.apache.arrow.gandiva.evaluator.Projector;
import org.apache.arrow.gandiva.evaluator.SelectionVectorInt16;
import org.apache.arrow.gandiva.exceptions.GandivaException;
import org.apache.arrow.gandiva.expression.TreeBuilder;
import org.apache.arrow.gandiva.expression.TreeNode;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Gandiva at its best: made once, input unloaded once, output allocated once, two-byte indices. */
final class Gandiva {
  private Gandiva() {}

  static TreeNode column(Schema schema, String name) {
    return TreeBuilder.makeField(schema.findField(name));
  }

  static TreeNode call(String function, ArrowType type, TreeNode... arguments) {
    return TreeBuilder.makeFunction(function, List.of(arguments), type);
  }

  static TreeNode condition(String function, TreeNode... arguments) {
    return call(function, ArrowType.Bool.INSTANCE, arguments);
  }

  /** Input as Gandiva reads it; the caller closes it. */
  static ArrowRecordBatch input(VectorSchemaRoot root) {
    return new VectorUnloader(root).getRecordBatch();
  }

  /** A condition that gives indices of rows. */
  static final class Where implements AutoCloseable {
    private final Filter filter;
    private final ArrowBuf memory;
    private final SelectionVectorInt16 rows;

    Where(Schema schema, TreeNode condition, int maximum) {
      try {
        filter = Filter.make(schema, TreeBuilder.makeCondition(condition));
      } catch (GandivaException failure) {
        throw new IllegalStateException(failure);
      }
      memory = RootMemory.root().buffer(maximum * 2L);
      rows = new SelectionVectorInt16(memory);
    }

    /** How many rows of a batch are kept. */
    int count(ArrowRecordBatch batch) {
      try {
        filter.evaluate(batch, rows);
      } catch (GandivaException failure) {
        throw new IllegalStateException(failure);
      }
      return rows.getRecordCount();
    }

    /** A kept row of the last batch. */
    int row(int position) {
      return rows.getIndex(position) & 0xFFFF;
    }

    @Override
    public void close() {
      try {
        filter.close();
      } catch (GandivaException failure) {
        throw new IllegalStateException(failure);
      }
      memory.close();
    }
  }

  /** An expression that gives a column. */
  static final class Column implements AutoCloseable {
    private final Projector projector;
    private final FieldVector output;

    Column(Schema schema, TreeNode expression, ArrowType type, int rows, int bytes) {
      Field field = Field.nullable("output", type);
      try {
        projector = Projector.make(schema, List.of(TreeBuilder.makeExpression(expression, field)));
      } catch (GandivaException failure) {
        throw new IllegalStateException(failure);
      }
      output = field.createVector(RootMemory.root());
      output.setInitialCapacity(rows);
      if (output instanceof org.apache.arrow.vector.VarCharVector text) {
        text.allocateNew(bytes, rows);
      } else {
        output.allocateNew();
      }
    }

    /** The column of one batch, until the next one. */
    FieldVector of(ArrowRecordBatch batch) {
      try {
        projector.evaluate(batch, List.of(output));
      } catch (GandivaException failure) {
        throw new IllegalStateException(failure);
      }
      output.setValueCount(batch.getLength());
      return output;
    }

    @Override
    public void close() {
      try {
        projector.close();
      } catch (GandivaException failure) {
        throw new IllegalStateException(failure);
      }
      output.close();
    }
  }
}
