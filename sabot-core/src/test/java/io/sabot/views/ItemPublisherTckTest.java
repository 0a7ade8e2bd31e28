package io.sabot.views;

import io.sabot.RunOptions;
import io.sabot.internal.flow.FlowDoor;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.views.Numbers.FailsAt;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** The Reactive Streams TCK over the rows of a pipeline's batches, each of up to five rows. */
@Test
public class ItemPublisherTckTest extends FlowPublisherVerification<Long> {
  private static final int ROWS = 5;

  private final BufferAllocator allocator = new RootAllocator();

  public ItemPublisherTckTest() {
    super(new TestEnvironment(1000, 100));
  }

  @Override
  public Flow.Publisher<Long> createFlowPublisher(long elements) {
    return publisher(Sources.iterable(Numbers.SCHEMA, () -> batches(elements)));
  }

  @Override
  public Flow.Publisher<Long> createFailedFlowPublisher() {
    Source spent = Sources.iterator(Numbers.SCHEMA, List.<VectorSchemaRoot>of().iterator());
    spent.splits();
    return publisher(spent);
  }

  private Flow.Publisher<Long> publisher(Source source) {
    return FlowDoor.publisher(
        ViewsFixture.stage(source, new FailsAt(-1)), RunOptions.DEFAULTS, Numbers::items);
  }

  private Iterator<VectorSchemaRoot> batches(long elements) {
    return LongStream.iterate(0, start -> start < elements, start -> start + ROWS)
        .mapToObj(start -> Numbers.range(allocator, start, (int) Math.min(ROWS, elements - start)))
        .iterator();
  }
}
