package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import io.sabot.operators.internal.pipeline.Verb;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConjunctsTest {
  private static final int ROWS = 200;
  private static final Verb FILTER = new Verb("Filter", Origin.UNKNOWN);

  private TestAllocator allocator;
  private VectorSchemaRoot root;

  @BeforeEach
  void open() {
    allocator = new TestAllocator();
    Row[] rows = new Row[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = row(i, i % 3 == 0 ? null : i % 5, "t" + i % 7);
    }
    TextTable table = table("n:int, k:int, s:utf8", rows);
    root = table.root(allocator);
  }

  @AfterEach
  void close() {
    root.close();
    allocator.close();
  }

  private List<Integer> left(Conjuncts conjuncts) {
    try (Batch batch = Doors.borrow(root);
        Memo memo = new Memo(0);
        PipelineRows rows =
            new PipelineRows(batch, 0, batch.length(), Scratch.fresh(allocator), memo)) {
      conjuncts.restrict(rows);
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < rows.left(); i++) {
        numbers.add(rows.selection().row(i));
      }
      return numbers;
    }
  }

  private Conjuncts.Condition condition(Expression expression) {
    BoundExpression bound = Binder.bindPredicate("Filter", expression, root.getSchema());
    return new Conjuncts.Condition(
        new JvmExpressionCompiler().node(bound, allocator), Cost.of(bound), FILTER);
  }

  @Test
  void whatDropsMostForItsCostGoesFirstAndTheRowsStay() {
    Conjuncts.Condition few = condition(col("n").lt(5));
    Conjuncts.Condition most = condition(col("n").ge(1));
    Conjuncts.Condition text = condition(col("s").eq("t2"));
    Conjuncts.Condition nulls = condition(col("k").isNotNull());
    List<Conjuncts.Condition> written = List.of(text, most, nulls, few);
    Conjuncts conjuncts = new Conjuncts(written);
    try {
      assertThat(conjuncts.order()).isEqualTo(written);
      assertThat(left(conjuncts)).containsExactly(2);
      assertThat(conjuncts.order().getFirst()).isEqualTo(few);
      assertThat(conjuncts.order()).endsWith(most);
      for (int i = 0; i < 200; i++) {
        assertThat(left(conjuncts)).containsExactly(2);
      }
    } finally {
      written.forEach(condition -> condition.node().close());
    }
  }

  @Test
  void oneConditionIsNeverTriedApart() {
    Conjuncts.Condition odd = condition(col("n").ge(197));
    Conjuncts conjuncts = new Conjuncts(List.of(odd));
    try {
      assertThat(left(conjuncts)).containsExactly(197, 198, 199);
    } finally {
      odd.node().close();
    }
  }

  @Test
  void conditionsThatNoRowPassesLeaveNone() {
    Conjuncts.Condition none = condition(col("n").lt(0));
    Conjuncts.Condition all = condition(col("n").ge(0));
    Conjuncts.Condition constant = condition(lit(1).gt(2));
    Conjuncts conjuncts = new Conjuncts(List.of(all, none, constant));
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(left(conjuncts)).isEmpty();
      }
      assertThat(conjuncts.order()).containsExactly(constant, none, all);
    } finally {
      none.node().close();
      all.node().close();
      constant.node().close();
    }
  }
}
