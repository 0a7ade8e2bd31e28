package io.sabot.views;

import io.sabot.RunOptions;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/**
 * The Reactive Streams TCK over batches of a pipeline. The kit drops its items: these have a column
 * of nulls, which takes no memory.
 */
@Test
public class BatchPublisherTckTest extends FlowPublisherVerification<VectorSchemaRoot> {
  private static final Field FIELD = Field.nullable("nothing", ArrowType.Null.INSTANCE);
  private static final Schema SCHEMA = new Schema(List.of(FIELD));

  public BatchPublisherTckTest() {
    super(new TestEnvironment(1000, 100));
  }

  @Override
  public Flow.Publisher<VectorSchemaRoot> createFlowPublisher(long elements) {
    Source source =
        Sources.iterable(
            SCHEMA, () -> LongStream.range(0, elements).mapToObj(i -> batch()).iterator());
    return Views.publisher(ViewsFixture.stage(source, new Same()), RunOptions.DEFAULTS);
  }

  @Override
  public Flow.Publisher<VectorSchemaRoot> createFailedFlowPublisher() {
    Source spent = Sources.iterator(SCHEMA, List.<VectorSchemaRoot>of().iterator());
    spent.splits();
    return Views.publisher(ViewsFixture.stage(spent), RunOptions.DEFAULTS);
  }

  private static VectorSchemaRoot batch() {
    VectorSchemaRoot root = new VectorSchemaRoot(List.of(FIELD), List.of(new NullVector(FIELD)));
    root.setRowCount(1);
    return root;
  }

  private record Same() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public VectorSchemaRoot processBatch(VectorSchemaRoot batch) {
      return batch;
    }
  }
}
