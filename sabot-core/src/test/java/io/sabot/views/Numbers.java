package io.sabot.views;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.Selection;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches of one column of numbers, and operators over them. */
final class Numbers {
  static final Field FIELD = Field.nullable("n", new ArrowType.Int(64, true));
  static final Schema SCHEMA = new Schema(List.of(FIELD));

  private Numbers() {}

  static VectorSchemaRoot root(BufferAllocator allocator, long... values) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
    BigIntVector vector = (BigIntVector) root.getVector(0);
    vector.allocateNew(Math.max(1, values.length));
    for (int i = 0; i < values.length; i++) {
      vector.set(i, values[i]);
    }
    root.setRowCount(values.length);
    return root;
  }

  static VectorSchemaRoot range(BufferAllocator allocator, long start, int count) {
    return root(allocator, LongStream.range(start, start + count).toArray());
  }

  /** The numbers 0 to {@code count}, cut at random, empty batches among them. */
  static List<VectorSchemaRoot> cut(BufferAllocator allocator, int count, SplittableRandom random) {
    List<VectorSchemaRoot> roots = new ArrayList<>();
    for (int start = 0; start < count; ) {
      int rows = Math.min(count - start, random.nextInt(0, 1 + count / 3));
      roots.add(range(allocator, start, rows));
      start += rows;
    }
    return roots;
  }

  /** Reads and closes a batch. */
  static List<Long> take(VectorSchemaRoot root) {
    try (root) {
      BigIntVector vector = (BigIntVector) root.getVector(0);
      return LongStream.range(0, root.getRowCount()).map(i -> vector.get((int) i)).boxed().toList();
    }
  }

  /** The numbers of a batch that somebody else closes. */
  static Iterator<Long> items(VectorSchemaRoot root) {
    BigIntVector vector = (BigIntVector) root.getVector(0);
    return LongStream.range(0, root.getRowCount()).map(i -> vector.get((int) i)).iterator();
  }

  /** Every third number, one batch after the other. */
  record EveryThird() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new UnaryRun() {
        @Override
        protected void process(Batch batch) {
          Batch flat = batch.flat(context.allocator());
          MemorySegment values = flat.column(0).segment(1);
          int[] rows = new int[flat.length()];
          int kept = 0;
          for (int i = 0; i < flat.length(); i++) {
            if (values.getAtIndex(Memory.LONG, i) % 3 == 0) {
              rows[kept++] = i;
            }
          }
          emit(flat.withSelection(new Selection.Rows(rows, kept)));
        }
      };
    }
  }

  /** Holds every batch back until the end, then gives them all: a blocking operator. */
  record AtTheEnd() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new UnaryRun() {
        private final List<Batch> held = new ArrayList<>();

        @Override
        protected void process(Batch batch) {
          held.add(batch);
        }

        @Override
        protected void end() {
          held.forEach(this::emit);
          held.clear();
        }

        @Override
        protected void release() {
          held.forEach(Batch::close);
          held.clear();
        }
      };
    }
  }

  /** Copies each batch into memory of the run, and fails at a number. */
  record FailsAt(long number) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new UnaryRun() {
        @Override
        protected void process(Batch batch) {
          try (Batch flat = batch.flat(context.allocator())) {
            emit(copy(flat, context.allocator()));
          }
        }
      };
    }

    private Batch copy(Batch batch, BufferAllocator allocator) {
      MemorySegment from = batch.column(0).segment(1);
      ArrowBuf values = Memory.allocate(allocator, batch.length() * 8L);
      Batch copy =
          Batch.of(
              SCHEMA,
              List.of(Column.of(FIELD, batch.length(), allocator.getEmpty(), values)),
              batch.length());
      for (int i = 0; i < batch.length(); i++) {
        long value = from.getAtIndex(Memory.LONG, i);
        if (value == number) {
          copy.close();
          throw new IllegalArgumentException("number " + value);
        }
        Memory.segment(values).setAtIndex(Memory.LONG, i, value);
      }
      return copy;
    }
  }
}
