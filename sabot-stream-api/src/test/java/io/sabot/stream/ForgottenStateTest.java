package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.source.Source.Boundedness;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** A job that goes on where was committed last must not lack what it knew of the rows before. */
class ForgottenStateTest {
  private final NumberShelf shelf = new NumberShelf();

  private static Stream topic() {
    return Stream.from(new NumberTopic(Boundedness.UNBOUNDED));
  }

  private static Stream shared() {
    return Stream.from(new CommittedRows(new SharedRows("n:long", "n")));
  }

  private void refused(Stream topic, UnaryOperator<Stream> verbs, String... parts) {
    assertThatThrownBy(() -> verbs.apply(topic).to(shelf))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("ForgottenStateTest.java:");
  }

  @Test
  void aLimitBesideRowsThatNeverEndIsRefused() {
    String rule = "Limit: beside rows that never end, a job must not count those of a source that";
    String cure =
        "bring the first rows elsewhere in a job of their own, or read the source without";
    refused(topic(), rows -> rows.limit(1).union(topic()), rule, "those of \"topic\"", cure);
    refused(topic(), rows -> rows.join(topic().limit(9), on("n", "n")), rule, cure);
    // One that ends the job is counted whole by each run: nothing is committed before its end.
    assertThat(topic().limit(1).to(shelf)).isNotNull();
  }

  @Test
  void anOperatorThatKeepsByKeyIsRefused() {
    refused(
        shared(),
        rows -> rows.apply(new Keyed()),
        "Keyed: what a job keeps by key must outlive its runs",
        "what it keeps of \"committed rows\" ends with the run",
        "keep it with distinct or emitChanges, or read the source without a group");
    assertThat(shared().apply(new Keyed()).limit(5).to(shelf)).isNotNull();
  }

  @Test
  void whatWaitsForTheEndIsRefused() {
    refused(topic(), rows -> rows.sort("n"), "Sort", "never ends");
    refused(topic(), rows -> rows.topN(3, asc("n")), "TopN", "never ends");
    refused(shared(), rows -> rows.groupBy("n").aggregate(count()), "emitChanges(every)");
    refused(
        topic(),
        rows -> rows.join(topic(), on("n", "n")),
        "the build side, must end",
        "put the unbounded stream on the left");
    Stream table = Stream.from(new NumberTopic(Boundedness.BOUNDED));
    refused(
        topic(), rows -> rows.fullJoin(table, on("n", "n")), "never ends", "use join or leftJoin");
    assertThat(topic().leftJoin(table, on("n", "n")).to(shelf)).isNotNull();
  }

  /** An operator of a user that keeps something by key. */
  private record Keyed() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorProperties properties() {
      return OperatorProperties.STATEFUL.withKeys(List.of(List.of("n")));
    }
  }
}
