package io.sabot.benchmarks;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.memory.RootMemory;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.KeyTable;
import io.sabot.testkit.Row;
import io.sabot.testkit.Tables;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.Field;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From keys to ids by each path of the tables; the score is nanoseconds per row. A batch of {@value
 * #ROWS} rows holds some {@value #KEYS} different keys.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KeyTableBenchmark.ROWS)
public class KeyTableBenchmark {
  static final int ROWS = 1 << 16;
  private static final int KEYS = 10_000;

  /** What the keys are like. */
  public enum Path {
    /** Integers close together. */
    WINDOW("k:int"),
    /** Integers far apart. */
    HASH("k:long"),
    /** Strings of up to 12 bytes. */
    SHORT_TEXT("k:utf8"),
    /** Longer strings. */
    LONG_TEXT("k:utf8"),
    /** Strings that come dictionary-encoded. */
    CODES("k:dictionary<utf8>"),
    /** Two integers and a string, which fit 64 bits. */
    PACKED("a:int, b:utf8, c:int"),
    /** A decimal, which only canonical bytes hold. */
    BYTES("a:decimal(30,2), b:int");

    private final String schema;

    Path(String schema) {
      this.schema = schema;
    }

    Row row(int key) {
      return switch (this) {
        case WINDOW -> Tables.row(key);
        case HASH -> Tables.row(key * 0x9E3779B97F4A7C15L);
        case SHORT_TEXT, CODES -> Tables.row("id" + key);
        case LONG_TEXT -> Tables.row("https://example.org/" + key);
        case PACKED -> Tables.row(key % 100, "id" + key / 100, key % 7);
        case BYTES -> Tables.row(java.math.BigDecimal.valueOf(key, 2), key);
      };
    }
  }

  @Param public Path path;

  private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
  private final RowIds added = new RowIds(ROWS);
  private final int[] ids = new int[ROWS];
  private Batch batch;
  private Reservation reservation;
  private KeyTable full;
  private KeyTable.Lookup lookup;

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(42);
    Row[] rows = new Row[ROWS];
    java.util.Arrays.setAll(rows, row -> path.row(random.nextInt(KEYS)));
    batch = Tables.table(path.schema, rows).batch(RootMemory.root());
    reservation = budget.reserve("benchmark");
    full = table();
    full.findOrInsert(batch.columns(), ROWS, ids, added);
    lookup = full.lookup();
  }

  private KeyTable table() {
    RunContext context =
        new RunContext(RunOptions.DEFAULTS, RootMemory.root(), budget, "Benchmark", 42);
    return KeyTable.of(
        batch.schema().getFields().stream().map(Field::getType).toList(),
        KeyTable.Nulls.EQUAL,
        context,
        reservation);
  }

  @TearDown
  public void tearDown() {
    full.close();
    reservation.close();
    batch.close();
  }

  /** Into an empty table. */
  @Benchmark
  public int insert() {
    added.clear();
    try (KeyTable table = table()) {
      table.findOrInsert(batch.columns(), ROWS, ids, added);
      return check(table.size());
    }
  }

  /** In a table that holds every key. */
  @Benchmark
  public int find() {
    if (path == Path.CODES) {
      // Only what may insert takes codes; there is nothing to insert.
      added.clear();
      full.findOrInsert(batch.columns(), ROWS, ids, added);
    } else {
      lookup.find(batch.columns(), ROWS, ids);
    }
    return check(full.size());
  }

  private int check(int size) {
    if (size != full.size() || ids[ROWS - 1] < 0) {
      throw new AssertionError("%d keys, last id %d".formatted(size, ids[ROWS - 1]));
    }
    return size;
  }
}
