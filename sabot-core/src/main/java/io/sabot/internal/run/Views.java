package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.SchemaCheck;
import io.sabot.internal.flow.FlowDoor;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The two views over one execution. */
public final class Views {
  private Views() {}

  /** Pulls from a stage. */
  public static BatchIterator iterator(Stage stage, RunOptions options) {
    return new PullDriver(new Execution(stage, options));
  }

  /** Publishes a stage; a run of its own for each subscriber. */
  public static Flow.Publisher<VectorSchemaRoot> publisher(Stage stage, RunOptions options) {
    return FlowDoor.publisher(stage, options);
  }

  /** Pulls from an operator over sources. */
  public static BatchIterator iterator(
      BatchOperator operator, RunOptions options, List<Source> sources) {
    return iterator(stage(operator, sources), options);
  }

  /** Publishes an operator over sources. */
  public static Flow.Publisher<VectorSchemaRoot> publisher(
      BatchOperator operator, RunOptions options, List<Source> sources) {
    return publisher(stage(operator, sources), options);
  }

  private static Stage stage(BatchOperator operator, List<Source> sources) {
    Origin origin = Origin.capture();
    if (sources.size() != operator.inputs()) {
      throw Problem.at(operator.name(), ErrorCode.INVALID_ARGUMENT)
          .rule("one source per input is needed, here " + operator.inputs())
          .but("there are " + sources.size())
          .cure("name the sources in the order of the inputs")
          .plan()
          .from(origin);
    }
    try {
      sources.forEach(source -> SchemaCheck.requireDistinctNames(source.name(), source.schema()));
      BlockingInputs.check(operator, input -> endless(sources.get(input)));
    } catch (SabotException failure) {
      throw failure.from(origin);
    }
    List<Stage> reads =
        sources.stream().map(source -> (Stage) new Stage.Read(source, origin)).toList();
    return Stage.Operate.of(operator, reads, origin);
  }

  private static @Nullable String endless(Source source) {
    return source.boundedness() == Source.Boundedness.UNBOUNDED ? source.name() : null;
  }
}
