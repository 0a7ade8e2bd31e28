package io.sabot.testkit;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.UnaryRun;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.util.List;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class OperatorTesterTest {
  private static final TextTable PRICES =
      table("price:int, name:utf8", row(5, "a"), row(null, "b"), row(7, null), row(9, "a"));

  @Test
  void passesAnOperatorThatForwardsItsInput() {
    OperatorTester.of(new Forward())
        .input(PRICES)
        .expect(row(5, "a"), row(null, "b"), row(7, null), row(9, "a"))
        .expectSchema("price:int, name:utf8")
        .run();
  }

  @Test
  void passesAnOperatorThatKeepsState() {
    OperatorTester.of(new Sum(Flaw.NONE)).input(PRICES).expect(row(21L)).run();
  }

  @Test
  void passesAnEmptyInput() {
    OperatorTester.of(new Forward()).input(table("price:int")).expect().run();
    OperatorTester.of(new Sum(Flaw.NONE)).input(table("price:int")).expect(row(0L)).run();
  }

  @Test
  void findsWrongRows() {
    assertThatThrownBy(
            () -> OperatorTester.of(new Sum(Flaw.NONE)).input(PRICES).expect(row(22L)).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dsabot.seed=")
        .hasMessageContaining("cut as one batch: pulled: row 0: expected row(22) but was row(21)");
  }

  @Test
  void findsStateThatIsNotWritten() {
    assertThatThrownBy(() ->
            OperatorTester.of(new Sum(Flaw.FORGETS_STATE)).input(PRICES).expect(row(21L)).run())
        .hasMessageContaining("with the state moved to a fresh run")
        .hasMessageContaining("expected row(21) but was row(");
    OperatorTester.of(new Sum(Flaw.FORGETS_STATE))
        .withoutSnapshots()
        .input(PRICES)
        .expect(row(21L))
        .run();
  }

  @Test
  void findsABatchThatIsNotClosed() {
    assertThatThrownBy(
            () -> OperatorTester.of(new Sum(Flaw.LEAKS_INPUT)).input(PRICES).expect(row(21L)).run())
        .hasMessageContaining("pulled: the inputs must be held as often as before");
  }

  @Test
  void findsAReservationThatIsNotClosed() {
    assertThatThrownBy(() ->
            OperatorTester.of(new Sum(Flaw.LEAKS_BUDGET)).input(PRICES).expect(row(21L)).run())
        .hasMessageContaining("Sum rows still reserves 8 bytes");
  }

  @Test
  void findsADependenceOnHowTheInputIsCut() {
    assertThatThrownBy(() ->
            OperatorTester.of(new Sum(Flaw.COUNTS_BATCHES)).input(PRICES).expect(row(22L)).run())
        .hasMessageContaining("cut as one row per batch");
  }

  @Test
  void passesMorselsOfRowsThatAreIndependent() {
    OperatorTester.of(new Whole(OperatorProperties.BATCH_AT_A_TIME))
        .dependsOnCuts()
        .input(PRICES)
        .expect(row(5, "a"), row(null, "b"), row(7, null), row(9, "a"))
        .run();
    assertThatThrownBy(() ->
            OperatorTester.of(new Whole(OperatorProperties.ROW_INDEPENDENT))
                .dependsOnCuts()
                .input(PRICES)
                .run())
        .hasMessageContaining("cut as one batch: through processMorsel: ");
  }

  @Test
  void findsRowsHeldBackWithoutState() {
    assertThatThrownBy(() ->
            OperatorTester.of(new Late(OperatorProperties.BATCH_AT_A_TIME)).input(PRICES).run())
        .hasMessageContaining(
            "some came behind the next signal; declare OperatorProperties.STATEFUL");
  }

  @Test
  void findsRowsBehindTheirBarrier() {
    assertThatThrownBy(
            () -> OperatorTester.of(new Late(OperatorProperties.STATEFUL)).input(PRICES).run())
        .hasMessageContaining("with signals between: rows must stand before their barrier");
  }

  /** Passes whole inputs on and nothing else: its rows depend on how they are cut. */
  record Whole(OperatorProperties properties) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public @Nullable VectorSchemaRoot processBatch(VectorSchemaRoot batch) {
      return batch.getRowCount() == PRICES.rows().size() ? batch : null;
    }
  }

  /** Holds each batch back until a signal, or the end, has gone by. */
  record Late(OperatorProperties properties) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new Run();
    }

    private static final class Run extends UnaryRun {
      private @Nullable Batch held;

      @Override
      protected void process(Batch batch) {
        give();
        held = batch;
      }

      @Override
      protected void receive(Signal signal) {
        pass(signal);
        give();
      }

      @Override
      protected void end() {
        give();
      }

      private void give() {
        if (held != null) {
          emit(held);
          held = null;
        }
      }

      @Override
      protected void release() {
        if (held != null) {
          held.close();
        }
      }
    }
  }

  /** A batch function that returns what it is given. */
  record Forward() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public VectorSchemaRoot processBatch(VectorSchemaRoot batch) {
      return batch;
    }
  }

  enum Flaw {
    NONE,
    FORGETS_STATE,
    LEAKS_INPUT,
    LEAKS_BUDGET,
    COUNTS_BATCHES
  }

  /** Adds the first column up; null counts nothing. */
  record Sum(Flaw flaw) implements BatchOperator {
    static final Schema SCHEMA = Tables.schema("sum:long");

    @Override
    public OperatorProperties properties() {
      return OperatorProperties.BLOCKING;
    }

    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return SCHEMA;
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new Run(flaw, context);
    }

    private static final class Run extends UnaryRun {
      private final Flaw flaw;
      private final RunContext context;
      private long sum;

      Run(Flaw flaw, RunContext context) {
        this.flaw = flaw;
        this.context = context;
        if (flaw == Flaw.LEAKS_BUDGET) {
          context.reserve("rows").grow(8);
        }
      }

      @Override
      protected void process(Batch batch) {
        try (VectorSchemaRoot root = Doors.toRoot(batch.share(), context.allocator())) {
          IntVector prices = (IntVector) root.getVector(0);
          for (int i = 0; i < root.getRowCount(); i++) {
            sum += prices.isNull(i) ? 0 : prices.get(i);
          }
        } finally {
          if (flaw != Flaw.LEAKS_INPUT) {
            batch.close();
          }
        }
        sum += flaw == Flaw.COUNTS_BATCHES ? 1 : 0;
      }

      @Override
      protected void end() {
        emit(rows());
      }

      private Batch rows() {
        return table("sum:long", row(sum)).batch(context.allocator());
      }

      @Override
      public List<StateTable> state() {
        return flaw == Flaw.FORGETS_STATE ? List.of() : List.of(new SumTable());
      }

      private final class SumTable implements StateTable {
        @Override
        public String name() {
          return "sum";
        }

        @Override
        public Schema schema() {
          return SCHEMA;
        }

        @Override
        public List<Batch> write(KeyGroups groups) {
          return groups.contains(0) ? List.of(rows()) : List.of();
        }

        @Override
        public void read(Batch rows) {
          try (rows) {
            Column column = rows.column(0);
            sum += column.segment(1).get(io.sabot.batch.Memory.LONG, 0);
          }
        }
      }
    }
  }
}
