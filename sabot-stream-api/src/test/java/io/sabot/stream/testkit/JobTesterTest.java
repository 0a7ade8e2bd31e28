package io.sabot.stream.testkit;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.ScriptedTopic;
import io.sabot.testkit.ShelfSink;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TopicScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTesterTest {
  private static final TopicScript READINGS =
      TopicScript.of("sensor:utf8, celsius:double")
          .partitionedBy("sensor")
          .batch(0, row("roof", 31.0), row("roof", 13.0))
          .batch(1, row("cellar", 9.0), row("oven", 35.5))
          .revoke(1)
          .batch(0, row("roof", 32.0), row(null, 33.0))
          .assign(1)
          .batch(1, row("oven", 36.0))
          .batch(0, row("roof", 30.5));

  private static final UnaryOperator<Stream> WARM =
      readings -> readings.filter(col("celsius").gt(30));

  private static final UnaryOperator<Stream> RUNNING =
      readings ->
          readings
              .groupBy("sensor")
              .aggregate(count().as("n"), sum(col("celsius")).as("total"))
              .emitChanges(Duration.ZERO);

  @Test
  void aFilterKeepsBothGuarantees() {
    JobTester.of(READINGS, WARM).run();
    JobTester.of(READINGS, WARM).expect(Guarantee.EXACTLY_ONCE).run();
  }

  @Test
  void runningAggregatesEqualTheBatchAnswerWhateverDies() {
    JobTester.of(READINGS, RUNNING).lastBy("sensor").run();
    JobTester.of(READINGS, RUNNING).lastBy("sensor").expect(Guarantee.EXACTLY_ONCE).run();
  }

  /** Planted: rows are shown before the commit they belong to, and promised once. */
  @Test
  void aSinkThatShowsTooEarlyIsFound() {
    assertThatThrownBy(() ->
            JobTester.of(READINGS, WARM)
                .expect(Guarantee.EXACTLY_ONCE)
                .into(ShelfSink::immediate, ShelfSink::shown)
                .run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("killed behind step 1")
        .hasMessageContaining("row");
  }

  /** Planted: rows that are written wait in the writer, beyond the commit that answers for them. */
  @Test
  void aSinkThatCommitsWhatItHasNotWrittenIsFound() {
    assertThatThrownBy(
            () -> JobTester.of(READINGS, WARM).into(LazySink::new, sink -> sink.shown).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected");
  }

  /** Planted: a function that numbers rows on its own: its count is not part of any commit. */
  @Test
  void stateBesideTheJobIsFound() {
    assertThatThrownBy(
            () -> JobTester.of(READINGS, readings -> numbered(readings.select("sensor"))).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("killed behind step");
  }

  @Test
  void aPartitionGoesFromWhereItIs() {
    TopicScript script = TopicScript.of("n:int").batch(1, row(1));
    assertThatThrownBy(() -> script.revoke(1).revoke(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "with the first member to be revoked, but it is not: assign it before");
    assertThatThrownBy(() -> script.revoke(1).lose(1)).hasMessageContaining("assign it before");
    assertThatThrownBy(() -> script.assign(1)).hasMessageContaining("revoke it before");
  }

  /** Rows come to whoever has their partition, which may go while rows of it are not committed. */
  private static final TopicScript MOVES =
      TopicScript.of("sensor:utf8, celsius:double")
          .partitionedBy("sensor")
          .batch(0, row("roof", 31.0))
          .batch(1, row("oven", 35.5), row("oven", 12.0))
          .revoke(1)
          .batch(1, row("oven", 36.0))
          .batch(0, row("roof", 32.0))
          .lose(0)
          .batch(0, row("roof", 33.0))
          .assign(1)
          .batch(1, row("oven", 37.0))
          .assign(0)
          .batch(0, row("roof", 34.0));

  @Test
  void rowsFollowTheirPartitionsWhateverDies() {
    JobTester.of(MOVES, WARM).run();
    JobTester.of(MOVES, WARM).expect(Guarantee.EXACTLY_ONCE).run();
  }

  @Test
  void stateFollowsItsPartitionsWhateverDies() {
    JobTester.of(MOVES, RUNNING).lastBy("sensor").run();
    JobTester.of(MOVES, RUNNING).lastBy("sensor").expect(Guarantee.EXACTLY_ONCE).run();
  }

  /** Planted: what a member keeps beside the job stays there when a partition goes. */
  @Test
  void stateThatDoesNotFollowIsFound() {
    TopicScript moves =
        TopicScript.of("n:long").batch(0, row(1L)).revoke(0).batch(0, row(1L)).assign(0);
    assertThatThrownBy(() -> JobTester.of(moves, JobTesterTest::numbered).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("run to the end");
  }

  private static Stream numbered(Stream rows) {
    AtomicLong count = new AtomicLong();
    return rows.map(
        Tables.schema("n:long"),
        batch ->
            Tables.table("n:long", row(count.addAndGet(batch.getRowCount())))
                .root(batch.getVector(0).getAllocator()));
  }

  @Test
  void theSecondMemberReadsWhatGoesToIt() {
    ScriptedTopic topic = new ScriptedTopic(MOVES);
    ShelfSink first = ShelfSink.immediate();
    ShelfSink other = ShelfSink.immediate();
    try (Job one = start(WARM.apply(Stream.from(topic)), first);
        Job two = start(WARM.apply(Stream.from(topic.otherMember())), other)) {
      topic.release(MOVES.size());
      topic.awaitTaken(one.whenEnded());
      one.stop();
      two.stop();
    }
    assertThat(first.shown())
        .containsExactlyElementsOf(
            rows(
                row("roof", 31.0),
                row("oven", 35.5),
                row("roof", 32.0),
                row("oven", 37.0),
                row("roof", 34.0)));
    // What the first had read of the one it lost, and not committed, comes again.
    assertThat(other.shown())
        .containsExactlyElementsOf(rows(row("oven", 36.0), row("roof", 32.0), row("roof", 33.0)));
    assertThat(topic.committedBatches(0)).isEqualTo(4);
    assertThat(topic.committedBatches(1)).isEqualTo(3);
  }

  private static Job start(Stream stream, ShelfSink sink) {
    return stream.to(sink).commitEvery(Duration.ofDays(1)).start();
  }

  private static List<Row> rows(Row... rows) {
    return Tables.table("sensor:utf8, celsius:double", rows).rows();
  }

  @Test
  void statesMustBeGivenAPlaceAndPlacesAState(@TempDir Path folder) throws Exception {
    Stream readings = Stream.from(new ScriptedTopic(READINGS));
    Delivery running = RUNNING.apply(readings).to(ShelfSink.immediate());
    assertThat(running.states()).containsExactly("changes.sensor");
    assertThatThrownBy(running::start)
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("nobody said where to keep changes.sensor")
        .hasMessageContaining("add withState(directory)");
    assertThatThrownBy(() -> WARM.apply(readings).to(ShelfSink.immediate()).withState(folder))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("leave withState out");
    Path file = java.nio.file.Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> running.withState(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("name a directory that all members of the group share");
  }

  /** Shows with each commit what was written before the one before. */
  private static final class LazySink implements Sink, SinkWriter {
    private final List<Row> shown = new ArrayList<>();
    private final List<Row> prepared = new ArrayList<>();
    private final List<Row> written = new ArrayList<>();
    private final io.sabot.testkit.TestAllocator allocator = new io.sabot.testkit.TestAllocator();

    @Override
    public String name() {
      return "lazy";
    }

    @Override
    public Commits commits() {
      return Commits.REPEATED;
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
      return this;
    }

    @Override
    public void write(Batch batch) {
      try (batch) {
        written.addAll(Rows.of(batch, allocator).list());
      }
    }

    @Override
    public void prepare(long id) {}

    @Override
    public void commit(long id) {
      shown.addAll(prepared);
      prepared.clear();
      prepared.addAll(written);
      written.clear();
    }

    @Override
    public void abort() {
      prepared.clear();
      written.clear();
    }

    @Override
    public void close() {
      abort();
    }
  }
}
