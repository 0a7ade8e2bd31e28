package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.JobState;
import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.plan.PlanText;
import io.sabot.source.Source.Boundedness;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TestSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningAggregatesTest {
  /** A row of {@link #changes}. */
  public record Total(@Nullable String k, long x, long n) {}

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(300);

  private final LeakCheck leaks = LeakCheck.begin();
  private final TestAllocator allocator = new TestAllocator();
  private final SentRows rows = new SentRows("k:utf8, x:int", Boundedness.UNBOUNDED);
  private final KeptRows kept = new KeptRows();

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private Stream stream() {
    return stream(rows);
  }

  private Stream stream(SentRows source) {
    return Stream.from(source).with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private static Stream changes(Stream of, Duration every) {
    return of.groupBy("k").aggregate(sum("x").as("x"), count().as("n")).emitChanges(every);
  }

  private static void keep(Map<Object, Row> last, VectorSchemaRoot batch) {
    try (batch) {
      Rows.of(batch).list().forEach(row -> last.put(row.get(0), row));
    }
  }

  /** Nothing comes from the source any more: only the clock brings what has changed. */
  @Test
  void timeBringsChangesToAnIterator() {
    Map<Object, Row> last = new LinkedHashMap<>();
    try (BatchIterator batches = changes(stream(), SOON).iterator()) {
      rows.send(row("a", 1), row("b", 2), row("a", 3));
      while (!last.equals(Map.of("a", row("a", 4L, 2L), "b", row("b", 2L, 1L)))) {
        keep(last, batches.next());
      }
      rows.send(row("b", 5));
      while (!last.equals(Map.of("a", row("a", 4L, 2L), "b", row("b", 7L, 2L)))) {
        keep(last, batches.next());
      }
    }
  }

  @Test
  void timeBringsChangesToASubscriber() {
    try (TestSubscriber subscriber = TestSubscriber.oneByOne()) {
      changes(stream(), SOON).publisher().subscribe(subscriber);
      rows.send(row("a", 1), row("a", 3));
      subscriber.awaitBatches(1);
      assertThat(subscriber.rows()).containsExactly(row("a", 4L, 2L));
      rows.send(row("a", 5));
      subscriber.awaitBatches(2);
      assertThat(subscriber.rows()).containsExactly(row("a", 4L, 2L), row("a", 9L, 3L));
      subscriber.cancel();
    }
  }

  /** What a filter behind it keeps waits for a fuller batch, unless it is flushed. */
  @Test
  void changesPassWhateverWaitsForFullerBatches() {
    try (BatchIterator batches = changes(stream(), SOON).filter(col("n").gt(1)).iterator()) {
      rows.send(row("a", 1), row("b", 2), row("a", 3));
      try (VectorSchemaRoot batch = batches.next()) {
        Rows.of(batch).assertEquals(row("a", 4L, 2L));
      }
    }
  }

  @Test
  void theEndOfTheInputBringsTheRest() {
    SentRows finite = new SentRows("k:utf8, x:int", Boundedness.BOUNDED);
    finite.send(row("a", 1), row("b", 2));
    finite.send(row("a", 3));
    finite.end();
    Rows.drain(changes(stream(finite), NEVER).iterator())
        .unordered()
        .assertEquals(row("a", 4L, 2L), row("b", 2L, 1L));
  }

  @Test
  void totalsNeedNoKey() {
    SentRows finite = new SentRows("k:utf8, x:int", Boundedness.BOUNDED);
    finite.end();
    Stream totals = stream(finite).aggregate(count().as("n"), sum("x")).emitChanges(NEVER);
    Rows.drain(totals.iterator()).assertEquals(row(0L, null));
  }

  @Test
  void noBarrierOvertakesWhatItShutsIn() {
    try (Job job = changes(stream(), NEVER).to(kept).commitEvery(Duration.ofMillis(5)).start()) {
      rows.send(row("a", 1), row("a", 2));
      kept.await(sink -> sink.committed().contains(row("a", 3L, 2L)));
      rows.send(row("b", 1));
      rows.awaitRead();
      job.stop();
      assertThat(kept.committed()).containsExactly(row("a", 3L, 2L), row("b", 1L, 1L));
    }
  }

  @Test
  void lookupReadsWhatIsKept() {
    Stream stream = changes(stream(), SOON).named("totals");
    try (Job job = stream.to(kept).start()) {
      rows.send(row("a", 1), row("a", 2), row(null, 7));
      kept.await(sink -> sink.last(1).size() == 2);
      assertThat(job.lookup("totals", "a").map(row -> row.getLong("x"))).contains(3L);
      assertThat(job.lookup(Total.class, "totals", "a")).contains(new Total("a", 3, 2));
      assertThat(job.lookup("totals", (Object) null).orElseThrow().values())
          .containsExactly(null, 7L, 1L);
      assertThat(job.lookup("totals", (Object[]) null)).isPresent();
      assertThat(job.lookup("totals", "b")).isEmpty();
      assertThatThrownBy(() -> job.lookup("total", "a"))
          .isInstanceOf(RunException.class)
          .hasMessage(
              "lookup: the job must keep the state, but there is no \"total\"; name one of"
                  + " [totals], or name yours with named(…)");
      assertThatThrownBy(() -> job.lookup("totals", "a", 1))
          .isInstanceOf(PlanException.class)
          .hasMessage(
              "lookup: a key of \"totals\" must have a value for each of its columns, but there are"
                  + " 1 columns, and values: 2; give one for each of [k]");
      assertThatThrownBy(() -> job.lookup("totals", 1))
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("comparison needs values of one type");
      job.stop();
      assertThat(job.state()).isEqualTo(JobState.STOPPED);
      assertThatThrownBy(() -> job.lookup("totals", "a"))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("the job must run, but it is STOPPED; look up before it ends");
    }
  }

  /** Each batch adds as much to the sum as to the count: a row between two batches would differ. */
  @Test
  void lookupIsOfOneMoment() throws Exception {
    int batches = 2000;
    Stream stream = changes(stream(), Duration.ZERO).named("totals");
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Job job = stream.to(kept).start()) {
      Thread looking =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  long before = 0;
                  while (!over.get()) {
                    Total found =
                        job.lookup(Total.class, "totals", "a").orElse(new Total("a", 0, 0));
                    assertThat(found.x()).isEqualTo(found.n());
                    assertThat(found.x()).isGreaterThanOrEqualTo(before);
                    before = found.x();
                  }
                } catch (Throwable thrown) {
                  failure.set(thrown);
                }
              });
      for (int i = 0; i < batches; i++) {
        rows.send(row("a", 1), row("b", 0), row("a", 1));
      }
      kept.await(sink -> sink.last(1).contains(row("a", 2L * batches, 2L * batches)));
      over.set(true);
      looking.join();
      assertThat(failure.get()).isNull();
      job.stop();
    }
  }

  @Test
  void lookupNeedsAState() {
    try (Job job = stream().to(kept).start()) {
      assertThatThrownBy(() -> job.lookup("totals", "a"))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("keep some with emitChanges(…)");
      job.stop();
    }
  }

  @Test
  void aPlanIsWrittenAndReadWithItsStates() {
    Stream stream = changes(stream(), Duration.ofMillis(1500)).named("totals");
    String text = PlanText.write(stream.plan());
    assertThat(PlanText.read(text, Map.of("sent rows", rows), Map.of())).isEqualTo(stream.plan());
    assertThat(stream.explain())
        .startsWith("EmitChanges[keys=[k], ")
        .contains("every=PT1.5S, state=totals]");
    assertThat(changes(stream(), SOON).explain()).contains("state=changes.k]");
  }

  @Test
  void refusals() {
    List<Runnable> calls =
        List.of(
            () -> stream().emitChanges(SOON),
            () -> changes(stream(), SOON).emitChanges(SOON),
            () -> changes(stream(), Duration.ofDays(-1)),
            () -> stream().named("totals"),
            () -> changes(stream(), SOON).named("all of it"),
            () -> stream().groupBy("k").aggregate(sum("k")).emitChanges(SOON));
    List<String> messages =
        List.of(
            "emitChanges: it must stand right behind aggregate, but it stands behind Scan;",
            "but it stands behind EmitChanges; write groupBy(…).aggregate(…).emitChanges(…)",
            "must lie between zero and a year, but it is PT-24H;",
            "named: it names the state of a verb that keeps some, but Scan keeps none;",
            "but it is \"all of it\"; name it after what it counts",
            "sum takes a number, but \"k\" is Utf8;");
    for (int i = 0; i < calls.size(); i++) {
      assertThatThrownBy(calls.get(i)::run)
          .isInstanceOf(PlanException.class)
          .hasMessageContaining(messages.get(i))
          .hasMessageContaining("RunningAggregatesTest.java:");
    }
    Stream two = changes(stream(), SOON).union(changes(stream(), SOON));
    for (Runnable last : List.<Runnable>of(two::iterator, two::explain, () -> two.to(kept))) {
      assertThatThrownBy(last::run)
          .isInstanceOf(PlanException.class)
          .hasMessageContaining(
              "the states of a plan must have different names, but two are called \"changes.k\";"
                  + " name one of them with named(…)");
    }
    assertThat(changes(stream(), SOON).union(changes(stream(), SOON).named("b")).explain())
        .contains("state=b");
  }

  @Test
  void withoutItAGroupingOfRowsThatNeverEndIsRefusedByWhateverComesBehind() {
    Stream grouped = stream().groupBy("k").aggregate(max("x"));
    assertThat(grouped.schema().getFields()).hasSize(2);
    for (Runnable last :
        List.<Runnable>of(
            grouped::iterator,
            grouped::publisher,
            () -> grouped.records().forEach(row -> {}),
            grouped::collect,
            () -> grouped.filter(col("k").isNotNull()),
            () -> grouped.to(kept))) {
      assertThatThrownBy(last::run)
          .isInstanceOfSatisfying(
              PlanException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNBOUNDED_INPUT))
          .hasMessageContaining("give what changes with emitChanges(every) right behind aggregate");
    }
  }

  /** Both views give the same at the end, whatever came between. */
  @Test
  void bothViewsEndWithTheBatchAnswer() {
    List<Row> all = new ArrayList<>();
    List<SentRows> sources = new ArrayList<>();
    for (int view = 0; view < 2; view++) {
      SentRows source = new SentRows("k:utf8, x:int", Boundedness.BOUNDED);
      for (int i = 0; i < 500; i++) {
        Row[] batch = {row("k" + i % 37, i), row("k" + i % 5, 1)};
        all.addAll(view == 0 ? List.of(batch) : List.of());
        source.send(batch);
      }
      source.end();
      sources.add(source);
    }
    Map<Object, Row> pulled = new LinkedHashMap<>();
    try (BatchIterator batches = changes(stream(sources.get(0)), Duration.ZERO).iterator()) {
      batches.forEachRemaining(batch -> keep(pulled, batch));
    }
    Map<Object, Row> pushed = new LinkedHashMap<>();
    try (TestSubscriber subscriber = TestSubscriber.unlimited()) {
      changes(stream(sources.get(1)), Duration.ZERO).publisher().subscribe(subscriber);
      subscriber.awaitCompletion().forEach(row -> pushed.put(row.get(0), row));
    }
    assertThat(pushed).isEqualTo(pulled).hasSize(37);
    SentRows finite = new SentRows("k:utf8, x:int", Boundedness.BOUNDED);
    finite.send(all.toArray(Row[]::new));
    finite.end();
    Stream batch = stream(finite).groupBy("k").aggregate(sum("x").as("x"), count().as("n"));
    Rows expected = Rows.drain(batch.iterator());
    Rows.of(expected.schema(), new ArrayList<>(pulled.values())).unordered().assertEquals(expected);
  }
}
