package io.sabot.stream.testkit;

import static io.sabot.Expressions.count;
import static io.sabot.Expressions.max;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.ScriptedTopic;
import io.sabot.testkit.ShelfSink;
import io.sabot.testkit.TopicScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were seen before a restart are not new behind it. */
class DistinctJobTest {
  private static final TopicScript ORDERS =
      TopicScript.of("customer:utf8, article:int, pieces:int")
          .partitionedBy("customer")
          .batch(0, row("ada", 1, 5), row("ada", 1, 5), row("bob", 1, 2))
          .batch(1, row("eve", 1, 1), row("eve", 2, 1))
          .revoke(1)
          .batch(1, row("eve", 2, 4), row("eve", 4, 1))
          .batch(0, row("ada", 1, 7), row("bob", 2, 2), row(null, 1, 1))
          .lose(0)
          .assign(1)
          .batch(1, row("eve", 2, 9), row("eve", 1, 1))
          .batch(0, row("bob", 1, 2), row(null, 1, 3), row("ada", 3, 5));

  private static void everywhere(UnaryOperator<Stream> pipeline) {
    JobTester.of(ORDERS, pipeline).run();
    JobTester.of(ORDERS, pipeline).expect(Guarantee.EXACTLY_ONCE).run();
  }

  @Test
  void keysComeOnceWhateverDies() {
    everywhere(orders -> orders.distinct("customer", "article"));
  }

  @Test
  void wholeRowsComeOnceWhateverDies() {
    everywhere(orders -> orders.distinct());
  }

  @Test
  void otherVerbsMayStandBeforeAndBehind() {
    everywhere(orders ->
        orders
            .select("article", "customer")
            .distinct()
            .named("articles")
            .distinct("customer")
            .select("customer"));
  }

  @Test
  void runningAggregatesOfDistinctRowsEqualTheBatchAnswerWhateverDies() {
    UnaryOperator<Stream> articles =
        orders ->
            orders
                .distinct("customer", "article")
                .groupBy("customer")
                .aggregate(count().as("articles"), max("article").as("last"))
                .emitChanges(Duration.ZERO);
    JobTester.of(ORDERS, articles).lastBy("customer").run();
    JobTester.of(ORDERS, articles).lastBy("customer").expect(Guarantee.EXACTLY_ONCE).run();
  }

  private static Stream orders() {
    return Stream.from(new ScriptedTopic(ORDERS));
  }

  @Test
  void keysMustBeGivenAPlace() {
    Delivery distinct = orders().distinct("customer").to(ShelfSink.immediate());
    assertThat(distinct.states()).containsExactly("distinct.customer");
    assertThatThrownBy(distinct::start)
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("nobody said where to keep distinct.customer")
        .hasMessageContaining("add withState(directory)");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(
            () -> orders().distinct("customer").distinct("customer").to(ShelfSink.immediate()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("two are called \"distinct.customer\"")
        .hasMessageContaining("name one of them with named(…) right behind distinct");
    Stream table = Stream.from(ScriptedTopic.bounded(ORDERS));
    assertThat(table.distinct("customer").distinct("customer").toList()).hasSize(4);
  }

  @Test
  void keysOfAnotherPlanAreRefused(@TempDir Path folder) throws Exception {
    ScriptedTopic topic = new ScriptedTopic(ORDERS);
    ShelfSink shelf = ShelfSink.immediate();
    Stream orders = Stream.from(topic);
    try (Job job = orders.distinct("customer").named("seen").to(shelf).withState(folder).start()) {
      topic.release(1);
      topic.awaitTaken(job.whenEnded());
      job.stop();
    }
    Job other =
        orders.distinct("customer", "article").named("seen").to(shelf).withState(folder).start();
    assertThatThrownBy(other::await)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("keys")
        .hasMessageContaining("[customer Utf8]")
        .hasMessageContaining("[customer Utf8, article Int(32, true)]");
  }
}
