package io.sabot.operators.internal.table;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Outlined;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Indexes the words of many rows at once, in phases. The pieces of a phase are for any threads, at
 * the same time; the next phase begins when all are through.
 *
 * <pre>
 *  prepare between which numbers do those of each column lie? Where keys have several
 *  look    between which words do those of a piece lie, and how many different ones are there?
 *  count   how many rows of a piece has each region?
 *  deal    each row to the others of its region
 *  fill    a region: a slot for each key
 * </pre>
 *
 * Where each key has one row its id is the number of that; else ids follow the regions.
 */
public final class RowsAtOnce implements AutoCloseable {
  /** The most rows: slots for twice as many have numbers. */
  private static final int MOST_ROWS = KeyTable.LIMIT / 2;

  /** An estimate with so many keys among the rows does not rule out that they all differ. */
  private static final double ALL_DIFFER = 0.9;

  /** What comes before the words of rows can be read. */
  interface Preparation {
    /** Work for any threads, at the same time. */
    List<Runnable> pieces();

    /** Whether there is a word for each key, behind all of that. */
    boolean succeeded();

    /** All words are in the index. */
    void adopt();
  }

  private final WordIndex index;
  private final RowsOfKeys target;
  private final @Nullable Preparation preparation;
  private final List<WordRun> runs;
  private final List<WordBounds> runBounds = new ArrayList<>();
  private final WordBounds bounds = new WordBounds();
  private final KeyEstimate estimate;
  private final AtomicInteger keys = new AtomicInteger();
  private volatile boolean failed;
  private volatile boolean twice;
  private Supplier<List<Runnable>> next;
  private @Nullable Regions regions;
  private int[][] counts = {};
  private int[] starts = {};

  /** Rows, and those of them that hold a value. */
  private final int all;

  private int rows;
  private boolean byRow;
  private boolean done;

  private RowsAtOnce(
      WordRuns rows, @Nullable Preparation preparation, WordIndex index, RowsOfKeys target) {
    this.index = index;
    this.target = target;
    this.preparation = preparation;
    this.runs = rows.list();
    this.all = rows.rows();
    this.estimate = new KeyEstimate(index.hash());
    this.next = preparation == null ? this::look : this::prepare;
  }

  /** Of rows whose keys are words, in place of those that the index has. */
  static RowsAtOnce of(WordRuns rows, WordIndex index, RowsOfKeys target) {
    return new RowsAtOnce(rows, null, index, target);
  }

  /** Of rows whose keys become words first. */
  static RowsAtOnce of(PackedRows rows, WordIndex index, RowsOfKeys target) {
    return new RowsAtOnce(rows.runs(), rows, index, target);
  }

  /**
   * The pieces of the next phase; none when there is nothing more to do. Called when those before
   * are through.
   */
  public List<Runnable> next() {
    try {
      return failed ? List.of() : next.get();
    } catch (MemoryLimitException refused) {
      failed = true;
      return List.of();
    }
  }

  /** Whether all rows are indexed; where they are not, the index is what it was. */
  public boolean isDone() {
    return done;
  }

  /** Whether the id of each key is the number of its only row. */
  public boolean isByRow() {
    return byRow;
  }

  /** Whether each key has one row. */
  public boolean isUnique() {
    return byRow || keys.get() == rows;
  }

  private List<Runnable> prepare() {
    next = this::look;
    return preparation.pieces();
  }

  private List<Runnable> look() {
    if (preparation != null && !preparation.succeeded()) {
      failed = true;
      return List.of();
    }
    next = this::count;
    List<Runnable> pieces = new ArrayList<>();
    for (WordRun run : runs) {
      WordBounds some = new WordBounds();
      runBounds.add(some);
      pieces.add(() ->
          run.visit((words, numbers, count) -> {
            some.include(words, 0, count);
            estimate.mark(words, count);
          }));
    }
    return pieces;
  }

  private List<Runnable> count() {
    next = this::deal;
    runBounds.forEach(bounds::include);
    if (bounds.rows() == 0 || all > MOST_ROWS) {
      failed = true;
      return List.of();
    }
    rows = (int) bounds.rows();
    int likely = estimate.keys(rows);
    byRow = target.areFoundByNumber() && likely >= ALL_DIFFER * rows;
    Regions opened = index.regions(bounds, rows, likely);
    regions = opened;
    opened.open(rows, byRow ? rows : likely);
    counts = new int[runs.size()][opened.size()];
    List<Runnable> pieces = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      int[] some = counts[i];
      WordRun run = runs.get(i);
      pieces.add(() -> run.visit((words, numbers, count) -> opened.count(words, count, some)));
    }
    return pieces;
  }

  private List<Runnable> deal() {
    next = byRow ? this::fillByRow : this::fillByKey;
    starts = starts();
    List<Runnable> pieces = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      int[] places = counts[i];
      WordRun run = runs.get(i);
      pieces.add(
          () -> run.visit((words, numbers, count) -> regions.deal(words, numbers, count, places)));
    }
    return pieces;
  }

  /** Where each region starts; counts become the places for the next row of each piece. */
  private int[] starts() {
    int[] begins = new int[regions.size() + 1];
    int place = 0;
    for (int region = 0; region < regions.size(); region++) {
      begins[region] = place;
      for (int[] some : counts) {
        int count = some[region];
        some[region] = place;
        place += count;
      }
    }
    begins[regions.size()] = place;
    return begins;
  }

  private List<Runnable> fillByRow() {
    next = this::fillAgain;
    return inRegions(region -> {
      if (!twice && !regions.fillByRow(region, starts[region], starts[region + 1])) {
        twice = true;
      }
    });
  }

  private List<Runnable> fillAgain() {
    byRow = !twice;
    return byRow ? finish() : fillByKey();
  }

  private List<Runnable> fillByKey() {
    target.begin(rows);
    next = this::finish;
    return inRegions(region -> {
      if (!failed) {
        fillByKey(region, starts[region], starts[region + 1]);
      }
    });
  }

  private void fillByKey(int region, int from, int end) {
    int found = regions.fillByKey(region, from, end);
    if (found < 0) {
      failed = true;
    } else if (found > 0) {
      keys.addAndGet(found);
      target.take(from, regions.numbered(from, end), end - from, found);
    }
  }

  private List<Runnable> inRegions(IntConsumer work) {
    List<Runnable> pieces = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      int region = i;
      pieces.add(() -> Outlined.run(() -> work.accept(region)));
    }
    return pieces;
  }

  private List<Runnable> finish() {
    next = List::of;
    index.adopt(regions.slots(), bounds, byRow ? all : rows);
    if (preparation != null) {
      preparation.adopt();
    }
    done = true;
    return List.of();
  }

  @Override
  public void close() {
    if (regions != null) {
      regions.close();
    }
  }
}
