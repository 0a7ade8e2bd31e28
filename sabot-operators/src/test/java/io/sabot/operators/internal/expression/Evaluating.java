package io.sabot.operators.internal.expression;

import io.sabot.expression.Expression;
import io.sabot.operators.Select;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Evaluates one expression over a table, with nothing left behind. */
final class Evaluating {
  private Evaluating() {}

  static List<@Nullable Object> values(Expression expression, TextTable table) {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot output =
            new Select(List.of(expression.as("result"))).processBatch(table.root(allocator))) {
      return Rows.of(output).column("result");
    }
  }
}
