package io.sabot.source;

import io.sabot.operator.Step;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A function from batch numbers to batches, without end. */
record GeneratorSource(Schema schema, LongFunction<VectorSchemaRoot> batches) implements Source {
  @Override
  public String name() {
    return "generator";
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.UNBOUNDED;
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new Reader());
  }

  private final class Reader implements SplitReader {
    private final BlockingCall call = new BlockingCall();
    private long next;

    @Override
    public Step poll() {
      return call.of(() -> IteratorReader.step(batches.apply(next++), schema, name()));
    }

    @Override
    public void stop() {
      call.stop();
    }

    @Override
    public long position() {
      return next;
    }

    @Override
    public void seek(long position) {
      next = position;
    }

    @Override
    public void close() {}
  }
}
