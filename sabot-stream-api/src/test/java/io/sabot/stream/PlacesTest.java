package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.Expressions;
import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.operators.Limit;
import io.sabot.plan.Plan;
import io.sabot.source.Sources;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of roots, schemas, plans and arguments that cannot work, and where. */
final class PlacesTest {
  private static final TextTable ROWS = table("a:long, s:string", row(1, "x"), row(2, null));
  private static final String FRESH =
      "every batch must be a fresh root, but this one is closed; make a new root per call, since"
          + " the run closes each";

  private TestAllocator allocator;
  @TempDir private Path folder;

  @BeforeEach
  void open() {
    allocator = new TestAllocator();
  }

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
  }

  private Stream running(Stream stream) {
    return stream.with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(SabotException.class).hasMessageStartingWith(message);
  }

  @Test
  void twoColumnsOfOneNameAreRefusedWhenTheStreamIsMade() {
    Field a = schema("a:long").getFields().getFirst();
    Schema same = new Schema(List.of(a, a));
    String cure =
        "every column must have a name of its own, but \"a\" names two; rename one of them in the"
            + " schema and in the batches";
    Iterator<VectorSchemaRoot> none = List.<VectorSchemaRoot>of().iterator();
    fails(() -> Stream.fromBatches(same, none), "iterator: " + cure);
    fails(() -> new Limit(1).iterator(Sources.generator(same, n -> null)), "generator: " + cure);
    fails(() -> Stream.fromBatches(same, number -> null), "generator: " + cure);
    fails(() -> Stream.fromPublisher(same, subscriber -> {}), "publisher: " + cure);
    try (VectorSchemaRoot root = VectorSchemaRoot.create(same, allocator)) {
      fails(() -> Stream.fromBatches(List.of(root)), "batches: " + cure);
      fails(() -> Stream.fromTable(root, 8), "table: " + cure);
    }
    assertThatThrownBy(() -> Stream.fromBatches(same, number -> null))
        .isInstanceOfSatisfying(
            PlanException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DUPLICATE_COLUMN))
        .hasMessageContaining("PlacesTest");
  }

  @Test
  void unionsAddedInALoopStayFlat() {
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      Stream all = running(Stream.fromBatches(List.of(root)));
      for (int i = 1; i < 2_000; i++) {
        all = all.union(Stream.fromBatches(List.of(root)));
      }
      assertThat(all.plan().inputs()).hasSize(2_000);
      assertThat(all.count()).isEqualTo(4_000);
      Stream right = Stream.fromBatches(List.of(root)).union(all);
      assertThat(right.plan().inputs()).hasSize(2_001);
      ArrowType int32 = new ArrowType.Int(32, true);
      Stream ints = Stream.fromBatches(List.of(root)).map(col("a").cast(int32).as("a"));
      Stream mixed = ints.union(ints.union(all));
      assertThat(mixed.plan().inputs()).hasSize(2).last().isInstanceOf(Plan.Union.class);
      assertThat(mixed.schema()).isEqualTo(all.schema());
    }
  }

  @Test
  void aPlanThatIsTooDeepIsRefused() {
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      fails(
          () -> {
            Stream deep = running(Stream.fromBatches(List.of(root)));
            for (int i = 0; i < 100_000; i++) {
              deep = deep.limit(10).select("a");
            }
            deep.count();
          },
          "plan: a plan must be as flat as the stack of its thread asks for, but this one is nested"
              + " too deeply; pass all streams to one union(…), or split the plan with collect()");
    }
  }

  private VectorSchemaRoot closed() {
    VectorSchemaRoot root = ROWS.root(allocator);
    root.close();
    return root;
  }

  @Test
  void aClosedRootIsSpokenOfByItsPlace() {
    Iterator<VectorSchemaRoot> closed = List.of(closed()).iterator();
    fails(
        () -> running(Stream.fromBatches(ROWS.schema(), closed)).forEach(batch -> {}),
        "iterator: " + FRESH);
    VectorSchemaRoot again = closed();
    fails(
        () -> running(Stream.fromBatches(ROWS.schema(), n -> again)).forEach(batch -> {}),
        "generator: " + FRESH);
    fails(
        () -> running(Stream.fromBatches(List.of(again))).forEach(batch -> {}),
        "batches: every vector must hold the root's rows, but \"a\" holds 0 of 2 rows; keep the"
            + " root open until the run ends");
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      Stream mapped = running(Stream.fromBatches(List.of(root))).map(batch -> again);
      fails(() -> mapped.forEach(batch -> {}), "map: " + FRESH);
    }
  }

  @Test
  void aNegativeRowCountIsNamed() {
    VectorSchemaRoot root = VectorSchemaRoot.create(ROWS.schema(), allocator);
    VectorSchemaRoot negative = new VectorSchemaRoot(root.getSchema(), root.getFieldVectors(), -3);
    fails(
        () ->
            running(Stream.fromBatches(ROWS.schema(), List.of(negative).iterator()))
                .forEach(batch -> {}),
        "iterator: a batch must have 0 rows or more, but its row count is -3; set the row count");
    root.close();
  }

  @Test
  void aTableMustBeOpenWhileItsStreamsRun() {
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      Table table = running(Stream.fromBatches(List.of(root))).collect();
      assertThat(table).hasToString("Table of {a: Int64, s: Utf8} with 2 rows");
      Stream stream = running(table.stream());
      assertThat(stream.toList()).hasSize(2);
      table.close();
      String message =
          "table: the table must be open while its streams run, but it is closed; close it after"
              + " the last run";
      fails(stream::toList, message);
      fails(table::stream, message);
      assertThat(table).hasToString("Table of {a: Int64, s: Utf8}, closed");
      Table none = running(Stream.fromBatches(List.of(root))).filter(col("a").gt(9)).collect();
      assertThat(none.stream().toList()).isEmpty();
      none.close();
    }
  }

  @Test
  void aRowShowsItsNamesAndKnowsItsPositions() {
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      List<Row> rows = running(Stream.fromBatches(List.of(root))).toList();
      assertThat(rows.toString()).isEqualTo("[{a=1, s=x}, {a=2, s=null}]");
      assertThatThrownBy(() -> rows.getFirst().get(9))
          .isInstanceOf(RunException.class)
          .hasMessage(
              "Row: a column's position must be at least 0 and less than 2, but it is 9; its"
                  + " columns are [a, s]");
    }
  }

  @Test
  void nullArgumentsAreNamed() {
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      Stream stream = Stream.fromBatches(List.of(root));
      isNamed("source", () -> Stream.from(null));
      isNamed("file", () -> Stream.fromCsv(null));
      isNamed("predicate", () -> stream.filter((Expression) null));
      isNamed("columns", () -> stream.select("a", null));
      isNamed("columns", () -> stream.sort((String) null));
      isNamed("others", () -> stream.union(stream, null));
      isNamed("right", () -> stream.join(null, Expressions.on("a", "a")));
      isNamed("value", () -> stream.withColumn("b", null));
      isNamed("aggregates", () -> stream.aggregate((Aggregate) null));
      isNamed("sink", () -> stream.writeTo(null));
      isNamed("consumer", () -> stream.forEach(null));
    }
  }

  private static void isNamed(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }

  @Test
  void targetsThatCannotBeWrittenAreNamed() throws Exception {
    Path folderLikeFile = Files.createDirectory(folder.resolve("d"));
    Path missing = folder.resolve("none");
    try (VectorSchemaRoot root = ROWS.root(allocator)) {
      Stream stream = running(Stream.fromBatches(List.of(root)));
      String rule = ": the path must name a file in a folder that may be written, but ";
      fails(
          () -> stream.writeArrowFile(folderLikeFile),
          "arrow file " + folderLikeFile + rule + "it is a directory; name a file in it");
      Path target = missing.resolve("x");
      assertThatThrownBy(() -> stream.writeArrowStream(target))
          .isInstanceOf(RunException.class)
          .hasMessageStartingWith(
              "arrow stream " + target + rule + "its folder does not exist; create " + missing);
    }
  }
}
