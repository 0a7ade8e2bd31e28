package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import io.sabot.operators.internal.pipeline.PipelineBuilder;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.operators.internal.pipeline.Place;
import io.sabot.operators.internal.pipeline.Verb;
import io.sabot.testkit.Tables;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class SharingTest {
  private static final Schema INPUT = Tables.schema("a:double, b:double, c:utf8");
  private static final Verb VERB = new Verb("Select", Origin.UNKNOWN);

  private static BoundExpression bound(Expression expression, Schema schema) {
    return Binder.bind("Select", expression, schema);
  }

  @Test
  void equalExpressionsAreOneWhateverTheirColumnsAreCalled() {
    PipelineBuilder builder = new PipelineBuilder(INPUT, Constants::canFail);
    Schema renamed = Tables.schema("x:double, y:double");
    builder.columns(
        VERB,
        renamed,
        List.of(bound(col("a"), INPUT), bound(col("a").times(col("b")), INPUT)),
        List.of(new Place.Computed(0), new Place.Computed(1)));
    builder.keep(VERB, bound(col("y").gt(1), renamed));
    builder.columns(
        VERB,
        Tables.schema("p:double, q:double"),
        List.of(bound(col("y").plus(col("x")), renamed), bound(col("y").plus(col("x")), renamed)),
        List.of(new Place.Computed(0), new Place.Computed(1)));
    PipelineShape shape = builder.shape();
    assertThat(shape.reads()).containsExactly(0, 1);
    assertThat(shape.definitions()).hasSize(3);
    Sharing sharing =
        new Sharing(
            shape.width(),
            shape.definitions().stream().map(PipelineShape.Definition::expression).toList());
    sharing.use(((PipelineShape.Keep) shape.steps().getFirst()).condition());
    shape.computedOutputs().forEach(output -> sharing.use(shape.definition(output).expression()));
    // y, y > 1, y + x; of these y and y + x are looked at twice.
    assertThat(sharing.computed()).isEqualTo(3);
    assertThat(sharing.size()).isEqualTo(2);
  }

  /** A failure shows the expression as it stands where it failed. */
  @Test
  void whatMayFailIsOneOnlyWhereItReadsTheSame() {
    Schema names = Tables.schema("i:long, n:long");
    Schema others = Tables.schema("n:long, i:long");
    Expression division = col("i").intDiv(col("n"));
    Sharing sharing = new Sharing(2, List.of());
    sharing.use(bound(division, names));
    sharing.use(bound(division, names));
    assertThat(sharing.computed()).isEqualTo(1);
    sharing.use(bound(col("n").intDiv(col("i")), others));
    assertThat(sharing.computed()).isEqualTo(2);
  }

  @Test
  void constantsAndColumnsAreNotComputed() {
    Sharing sharing = new Sharing(Integer.MAX_VALUE, List.of());
    sharing.use(bound(col("a"), INPUT));
    sharing.use(bound(lit(1.5).plus(2.5), INPUT));
    assertThat(sharing.computed()).isZero();
  }

  @Test
  void zerosOfTwoSignsAreTwoConstants() {
    Sharing sharing = new Sharing(Integer.MAX_VALUE, List.of());
    sharing.use(bound(col("a").div(0.0), INPUT));
    sharing.use(bound(col("a").div(-0.0), INPUT));
    assertThat(sharing.computed()).isEqualTo(2);
    assertThat(sharing.size()).isZero();
  }

  @Test
  void constantsThatComputeWellCannotFail() {
    BoundExpression good = bound(col("a").gt(lit(1).plus(2)), INPUT);
    BoundExpression bad = bound(col("a").gt(lit(1).intDiv(0)), INPUT);
    assertThat(good.canFail()).isTrue();
    assertThat(Constants.canFail(good)).isFalse();
    assertThat(Constants.canFail(bad)).isTrue();
  }
}
