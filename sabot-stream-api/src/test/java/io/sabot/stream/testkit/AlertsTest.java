package io.sabot.stream.testkit;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.testkit.Tables.row;

import io.sabot.testkit.TopicScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The example of docs/how-to/test-your-pipeline.md. */
class AlertsTest {
  private static final TopicScript READINGS =
      TopicScript.of("sensor:utf8, celsius:double")
          .partitionedBy("sensor")
          .batch(0, row("roof", 31.0), row("roof", 13.0)) // partition 0
          .batch(1, row("cellar", 9.0))
          .revoke(1) // it goes to another member, in order …
          .batch(1, row("oven", 36.0)) // … which reads on
          .lose(0) // this one goes without a commit
          .batch(0, row("roof", 32.0))
          .assign(1) // it comes back
          .batch(1, row("oven", 37.0));

  @Test
  void alertsArriveOnce() {
    JobTester.of(READINGS, readings -> readings.filter(col("celsius").gt(30)))
        .expect(Guarantee.EXACTLY_ONCE)
        .run();
  }

  @Test
  void totalsEqualTheTable() {
    JobTester.of(
            READINGS,
            readings ->
                readings.groupBy("sensor").aggregate(count().as("n")).emitChanges(Duration.ZERO))
        .lastBy("sensor") // the last row of each sensor counts
        .run();
  }
}
