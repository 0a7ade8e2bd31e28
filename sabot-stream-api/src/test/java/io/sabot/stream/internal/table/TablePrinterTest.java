package io.sabot.stream.internal.table;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.testkit.TextTable;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

final class TablePrinterTest {
  @Test
  void alignsColumnsAndCountsWhatItDoesNotShow() {
    TextTable rows =
        table(
            "name:string, n:long",
            row("é", 5L),
            row(null, null),
            row("long\nname", 100L),
            row("x", 1L));
    StringBuilder text = new StringBuilder();
    try (RootAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = rows.root(allocator)) {
      TablePrinter printer = new TablePrinter(rows.schema(), 3);
      printer.add(root);
      printer.add(root);
      printer.print(text);
    }
    assertThat(text.toString())
        .isEqualTo(
            """
            name       │    n
            ───────────┼─────
            é          │    5
            null       │ null
            long\\nname │  100
            … 5 more rows
            """);
  }
}
