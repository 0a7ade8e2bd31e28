package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.expression.Aggregate;
import io.sabot.expression.JoinKeys;
import io.sabot.expression.Types;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Sources;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Indices whose dictionary nobody gave are no values: they move, and no one looks at them. */
class MissingDictionaryTest {
  private static final Schema INDICES = schema(new DictionaryEncoding(1, false, null));
  private static final Schema PLAIN = schema(null);
  private static final JoinKeys ON_D = new JoinKeys(List.of("d"), List.of("d"));
  private static final JoinKeys ON_X = new JoinKeys(List.of("x"), List.of("x"));

  private static Schema schema(DictionaryEncoding encoding) {
    return new Schema(
        List.of(
            new Field("d", new FieldType(true, Types.INT32, encoding, null), null),
            Field.nullable("x", Types.INT32)));
  }

  static Stream<BatchOperator> readers() {
    return Stream.of(
        new Filter(col("d").gt(1)),
        new Filter(col("d").isNull()),
        new Select(List.of(col("d").plus(1))),
        new WithColumns(List.of(col("d").cast(Types.INT32).as("e"))),
        new GroupBy(List.of(col("d")), List.of(count())),
        grouped(sum("d")),
        grouped(max("d")),
        grouped(count("d")),
        grouped(countDistinct("d")),
        new Distinct(List.of("d")),
        new Distinct(List.of()),
        new Sort(List.of(asc("d"))),
        new TopN(List.of(asc("d")), 3),
        new HashJoin(JoinKind.INNER, ON_D),
        new Union(2));
  }

  private static BatchOperator grouped(Aggregate aggregate) {
    return new GroupBy(List.of(col("x")), List.of(aggregate));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void whatLooksAtIndicesIsRefused(BatchOperator reader) {
    List<Schema> inputs = reader.inputs() == 1 ? List.of(INDICES) : List.of(PLAIN, INDICES);
    assertThatThrownBy(() -> reader.outputSchema(inputs))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            ": a dictionary-encoded column needs its dictionary, but \"d\" has only indices"
                + " (dictionary 1); give the source a DictionaryProvider, e.g."
                + " Sources.batches(roots, provider)");
  }

  static Stream<BatchOperator> movers() {
    return Stream.of(
        new Select(List.of(col("d"))),
        new WithColumns(List.of(col("x").plus(1).as("y"))),
        new Filter(col("x").gt(1)),
        new Distinct(List.of("x")),
        new Sort(List.of(asc("x"))),
        new HashJoin(JoinKind.FULL, ON_X),
        new Union(2));
  }

  @ParameterizedTest
  @MethodSource("movers")
  void whatMovesThemKeepsTheirEncoding(BatchOperator mover) {
    List<Schema> inputs = mover.inputs() == 1 ? List.of(INDICES) : List.of(INDICES, INDICES);
    Field field = mover.outputSchema(inputs).findField("d");
    assertThat(field.getDictionary()).isEqualTo(INDICES.findField("d").getDictionary());
  }

  @Test
  void aJoinCarriesThem() {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot left = root(allocator, 1);
        VectorSchemaRoot right = root(allocator, 2);
        BatchIterator joined =
            new HashJoin(JoinKind.FULL, ON_X)
                .iterator(Sources.batches(List.of(left)), Sources.batches(List.of(right)))) {
      int rows = 0;
      while (joined.hasNext()) {
        try (VectorSchemaRoot result = joined.next()) {
          assertThat(result.getVector("d").getField().getDictionary())
              .isEqualTo(INDICES.findField("d").getDictionary());
          rows += result.getRowCount();
        }
      }
      assertThat(rows).isEqualTo(2);
    }
  }

  private static VectorSchemaRoot root(TestAllocator allocator, int x) {
    VectorSchemaRoot root = VectorSchemaRoot.create(INDICES, allocator);
    ((IntVector) root.getVector("d")).setSafe(0, 0);
    ((IntVector) root.getVector("x")).setSafe(0, x);
    root.setRowCount(1);
    return root;
  }
}
