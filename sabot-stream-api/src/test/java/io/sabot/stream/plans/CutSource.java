package io.sabot.stream.plans;

import io.sabot.batch.Batch;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.source.Statistics;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** A table in batches that were cut at random, dictionaries kept; closed by whoever made it. */
record CutSource(Schema schema, List<Batch> batches) implements Source, AutoCloseable {

  /** Empty batches, slices of larger batches and batches of their own. */
  static CutSource of(TextTable table, SplittableRandom random, BufferAllocator allocator) {
    int most = 1 + random.nextInt(random.nextBoolean() ? 30 : 2_000);
    int all = table.rows().size();
    List<Batch> batches = new ArrayList<>();
    for (int at = 0; at < all; ) {
      int count = Math.min(all - at, random.nextInt(most + 1));
      batches.add(table.slice(at, count).batch(allocator));
      at += count;
    }
    if (random.nextInt(3) == 0) {
      slice(batches, random, allocator);
    }
    return new CutSource(table.schema(), batches);
  }

  /** Each batch in two that share its buffers. */
  private static void slice(
      List<Batch> batches, SplittableRandom random, BufferAllocator allocator) {
    List<Batch> whole = List.copyOf(batches);
    batches.clear();
    for (Batch batch : whole) {
      int first = random.nextInt(batch.rowCount() + 1);
      batches.add(batch.slice(0, first, allocator));
      batches.add(batch.slice(first, batch.rowCount() - first, allocator));
      batch.close();
    }
  }

  @Override
  public String name() {
    return "cut table";
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public Readers readers() {
    return Readers.ANY_THREAD;
  }

  @Override
  public Statistics statistics() {
    return Statistics.rows(batches.stream().mapToLong(Batch::rowCount).sum());
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new Reader());
  }

  private final class Reader implements SplitReader {
    private int next;

    @Override
    public Step poll() {
      return next == batches.size() ? Step.DONE : new Step.Emit(batches.get(next++).share());
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() {
    batches.forEach(Batch::close);
  }
}
