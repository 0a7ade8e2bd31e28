package io.sabot.testkit;

import io.sabot.ErrorCode;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reruns one case of an operator in every way its input can be cut and its run can be driven, and
 * asserts the same rows each time and no memory held after each:
 *
 * <ul>
 *   <li>cut as one batch, one row per batch, at random, with empty batches between, sliced at odd
 *       offsets, under selections, and with strings dictionary-encoded;
 *   <li>pulled, published with a demand of one, pushed with signals between the batches, with the
 *       state moved to a fresh run at every batch boundary, through {@code processBatch}, and in
 *       random morsels through {@code processMorsel} where rows are declared independent, by two
 *       and by eight threads where rows may be spread over workers;
 *   <li>closed after every step, with a source that fails at every batch, with every allocation
 *       refused once; where there are many of them, after the first and a random choice, and where
 *       only the layout of the rows is another, after a random choice of fewer;
 *   <li>with all values null, where only equality between the cuts is asserted.
 * </ul>
 *
 * <p>{@code -Dsabot.tester=results} leaves it at the cuts, each pulled and in morsels, by one
 * thread.
 *
 * <pre>{@code
 * OperatorTester.of(new Filter(col("price").gt(3)))
 *     .input(table("price:int", row(5), row(null), row(2)))
 *     .expect(row(5))
 *     .run();
 * }</pre>
 */
public final class OperatorTester {
  private static final boolean DRIVEN = !"results".equals(System.getProperty("sabot.tester"));

  private final BatchOperator operator;
  private final List<TextTable> inputs = new ArrayList<>();
  private UnaryOperator<RunOptions> options = UnaryOperator.identity();
  private @Nullable List<Row> expected;
  private @Nullable Schema expectedSchema;
  private @Nullable ErrorCode expectedFailure;
  private List<String> messageParts = List.of();
  private boolean ordered = true;
  private boolean asCut;
  private boolean snapshots = true;
  private double tolerance;

  private OperatorTester(BatchOperator operator) {
    this.operator = operator;
  }

  /** Tests an operator. */
  public static OperatorTester of(BatchOperator operator) {
    return new OperatorTester(operator);
  }

  /** The next input. */
  public OperatorTester input(TextTable table) {
    inputs.add(table);
    return this;
  }

  /** The next input: rows copied from a root, which stays with the caller. */
  public OperatorTester input(VectorSchemaRoot root) {
    return input(new TextTable(root.getSchema(), Rows.of(root).list()));
  }

  /** The rows of the result. Without this, all runs must agree with the pull of one batch. */
  public OperatorTester expect(Row... rows) {
    expected = List.of(rows);
    return this;
  }

  /** The schema of the result, as {@link Tables#schema} reads it; names and types are compared. */
  public OperatorTester expectSchema(String text) {
    expectedSchema = Tables.schema(text);
    return this;
  }

  /** Every run must fail with this code and a message that contains these parts. */
  public OperatorTester expectFailure(ErrorCode code, String... parts) {
    expectedFailure = code;
    messageParts = List.of(parts);
    return this;
  }

  /** The result has no order. */
  public OperatorTester unordered() {
    ordered = false;
    return this;
  }

  /** Floating-point results may differ by this much, relatively; see {@link Rows#tolerance}. */
  public OperatorTester tolerance(double relative) {
    tolerance = relative;
    return this;
  }

  /** The operator sees batches as they are cut, as batch functions do: only one cut is tried. */
  public OperatorTester dependsOnCuts() {
    asCut = true;
    return this;
  }

  /** The operator has state that cannot be written. */
  public OperatorTester withoutSnapshots() {
    snapshots = false;
    return this;
  }

  /** Runs with other options; the allocator is the tester's. */
  public OperatorTester options(UnaryOperator<RunOptions> change) {
    options = change;
    return this;
  }

  /** Runs the case in all ways; the first that deviates throws an {@link AssertionError}. */
  public void run() {
    Seed seed = Seed.next();
    List<Cut> cuts = asCut ? List.of(Cut.ONE_BATCH) : List.of(Cut.values());
    seed.run(random -> new Rounds(inputs, expected, expectedSchema).run(cuts, DRIVEN, random));
    if (expectedFailure == null && inputs.stream().anyMatch(table -> !table.rows().isEmpty())) {
      allNull(seed, cuts);
    }
  }

  /** What an operator says to nulls is its own affair, but cuts must not change it. */
  private void allNull(Seed seed, List<Cut> cuts) {
    List<TextTable> nulls = inputs.stream().map(TextTable::allNull).toList();
    seed.run(random -> {
      try {
        new Rounds(nulls, null, null).pulls(Cut.ONE_BATCH, random);
      } catch (AssertionError failure) {
        if (failure.getCause() instanceof SabotException) {
          return;
        }
        throw failure;
      }
      new Rounds(nulls, null, null).run(cuts, false, random);
    });
  }

  /** The rounds of one set of inputs. */
  private final class Rounds {
    private final List<TextTable> tables;
    private final @Nullable Schema schema;
    private @Nullable List<Row> wanted;

    Rounds(List<TextTable> tables, @Nullable List<Row> wanted, @Nullable Schema schema) {
      this.tables = tables;
      this.wanted = wanted;
      this.schema = schema;
    }

    void run(List<Cut> cuts, boolean driven, SplittableRandom random) {
      for (Cut cut : cuts) {
        try {
          run(cut, driven, random.split());
        } catch (Throwable failure) {
          throw new AssertionError("cut as " + cut + ": " + failure.getMessage(), failure);
        }
      }
    }

    private void run(Cut cut, boolean driven, SplittableRandom random) {
      try (TesterRound round = open(cut, random)) {
        if (expectedFailure != null) {
          round.fails(expectedFailure, messageParts);
          return;
        }
        round.pulls();
        wanted = round.wanted();
        if (cut == Cut.ONE_BATCH) {
          round.processesOneBatch();
        }
        round.processesMorsels();
        if (driven) {
          isDriven(round, cut);
        }
      }
    }

    private void isDriven(TesterRound round, Cut cut) {
      round.publishes();
      round.passesSignals();
      round.closesEarly();
      if (snapshots) {
        round.restores();
      }
      if (cut == Cut.ONE_BATCH) {
        round.survivesFailingAllocationsOfOneBatch();
      }
      round.worksInParallel();
      if (cut == Cut.ONE_BATCH || cut == Cut.RANDOM_CUTS) {
        round.survivesFailingSources();
        round.survivesFailingAllocations();
        round.endsInParallel();
        round.survivesFailingAllocationsInParallel();
      }
    }

    void pulls(Cut cut, SplittableRandom random) {
      try (TesterRound round = open(cut, random)) {
        round.pulls();
      }
    }

    private TesterRound open(Cut cut, SplittableRandom random) {
      return new TesterRound(
          operator, tables, cut, random, options, new Expected(wanted, schema, ordered, tolerance));
    }
  }

  /** What a round compares with; rows are null until the first pull has said what they are. */
  record Expected(
      @Nullable List<Row> rows, @Nullable Schema schema, boolean ordered, double tolerance) {}

  static void closeAll(List<List<Batch>> inputs) {
    inputs.forEach(batches -> batches.forEach(Batch::close));
  }
}
