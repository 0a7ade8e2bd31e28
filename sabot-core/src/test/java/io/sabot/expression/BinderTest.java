package io.sabot.expression;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType.Int;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class BinderTest {
  private static final Schema SCHEMA =
      schema(
          "i8:int8, i:int, l:long, u:uint64, f:float, d:double, m:decimal(10,2), s:utf8,"
              + " x:list<int>, t:timestamp(ms), n:int not null");

  private static String type(Expression expression) {
    return Types.name(Binder.bind("Select", expression, SCHEMA).type());
  }

  @Test
  void arithmeticTypes() {
    assertThat(type(col("i8").plus(1))).isEqualTo("Int8");
    assertThat(type(col("i8").plus(300))).isEqualTo("Int32");
    assertThat(type(col("i").plus(col("l")))).isEqualTo("Int64");
    assertThat(type(col("u").plus(1))).isEqualTo("UInt64");
    assertThat(type(col("u").times(col("i8")))).isEqualTo("Decimal128(23, 0)");
    assertThat(type(col("i").div(2))).isEqualTo("Float64");
    assertThat(type(col("f").plus(1))).isEqualTo("Float32");
    assertThat(type(col("f").plus(col("i8")))).isEqualTo("Float32");
    assertThat(type(col("f").plus(col("i")))).isEqualTo("Float64");
    assertThat(type(col("f").plus(col("d")))).isEqualTo("Float64");
    assertThat(type(col("m").plus(col("m")))).isEqualTo("Decimal128(11, 2)");
    assertThat(type(col("m").times(col("m")))).isEqualTo("Decimal128(20, 4)");
    assertThat(type(col("m").times(col("d")))).isEqualTo("Float64");
    assertThat(type(coalesce(col("i"), (Object) null))).isEqualTo("Int32");
  }

  @Test
  void saysWhatCanFailAndWhatCanBeNull() {
    assertThat(Binder.bind("x", col("n").plus(1), SCHEMA).canFail()).isTrue();
    assertThat(Binder.bind("x", col("n").plus(1), SCHEMA).nullable()).isFalse();
    assertThat(Binder.bind("x", col("d").plus(1), SCHEMA).canFail()).isFalse();
    assertThat(Binder.bind("x", col("n").div(0), SCHEMA).canFail()).isFalse();
    assertThat(Binder.bind("x", col("i").isNull(), SCHEMA).nullable()).isFalse();
    assertThat(Binder.bind("x", coalesce(col("i"), 0), SCHEMA).nullable()).isFalse();
    assertThat(Binder.bind("x", col("i").cast(Types.INT64), SCHEMA).canFail()).isFalse();
    assertThat(Binder.bind("x", col("l").cast(Types.INT32), SCHEMA).canFail()).isTrue();
    BoundExpression lenient =
        Binder.bind(
            "x", col("n").tryCast(schema("a:int8").getFields().getFirst().getType()), SCHEMA);
    assertThat(lenient.canFail()).isFalse();
    assertThat(lenient.nullable()).isTrue();
  }

  @Test
  void messagesNameTheMend() {
    assertThatThrownBy(() -> Binder.bindPredicate("Filter", col("d").plus(1), SCHEMA))
        .hasMessage(
            "Filter: predicate must be boolean, but \"d + 1\" is Float64;"
                + " compare it, e.g. col(\"d\").gt(1)");
    assertThatThrownBy(() -> Binder.bind("Select", col("tt"), schema("t:int, price:int")))
        .hasMessage(
            "Select: every column must exist, but \"tt\" does not;"
                + " did you mean \"t\"? columns are: t, price");
    Schema nested = schema("order:struct<address:struct<zip:int>>, price:int");
    assertThatThrownBy(() -> Binder.bind("Filter", col("order.address.zip"), nested))
        .hasMessage(
            "Filter: every column must exist, but \"order.address.zip\" does not; a field is taken"
                + " out by withColumn(\"zip\", col(\"order\").field(\"address\").field(\"zip\"));"
                + " columns are: order, price");
    assertThatThrownBy(() -> Binder.bind("Filter", col("price.x"), nested))
        .hasMessageContaining("did you mean \"price\"? columns are: order, price");
    assertThatThrownBy(() -> Binder.bind("Select", col("x").plus(1), SCHEMA))
        .hasMessageContaining("\"plus\" takes numbers, but \"x\" in \"x + 1\" is List");
    assertThatThrownBy(() -> Binder.bind("Select", col("x").cast(Types.INT32), SCHEMA))
        .hasMessageContaining("List does not convert to Int32");
    assertThatThrownBy(() -> Binder.bind("Select", col("m").intDiv(col("m")), SCHEMA))
        .hasMessageContaining("\"int_div\" takes integers, but")
        .hasMessageContaining("use div, or cast it to Int64; it works on Int8");
    assertThatThrownBy(() -> Binder.bind("Select", col("u").negate(), SCHEMA))
        .hasMessageContaining("\"negate\" takes numbers with a sign");
    assertThatThrownBy(() -> Binder.bind("Select", lit(true).and(col("i")), SCHEMA))
        .hasMessageContaining("\"and\" takes booleans, but \"i\" is Int32; compare it");
  }

  @Test
  void refusesToLookAtIndicesWithoutTheirDictionary() {
    FieldType indices =
        new FieldType(true, Types.INT32, new DictionaryEncoding(1, false, null), null);
    Schema schema = new Schema(List.of(new Field("d", indices, null)));
    Binder binder = new Binder("Select", schema);
    assertThat(binder.bind(col("d").as("e")).type()).isEqualTo(Types.INT32);
    assertThat(binder.outputField(col("d")).getDictionary()).isEqualTo(indices.getDictionary());
    String message =
        ": a dictionary-encoded column needs its dictionary, but \"d\" has only indices"
            + " (dictionary 1); give the source a DictionaryProvider, e.g."
            + " Sources.batches(roots, provider)";
    assertThatThrownBy(() -> Binder.bindPredicate("Filter", col("d").gt(1), schema))
        .isInstanceOf(PlanException.class)
        .hasMessage("Filter" + message);
    assertThatThrownBy(() -> binder.bind(col("d").cast(Types.INT32))).hasMessageContaining(message);
    assertThatThrownBy(() -> binder.bindValue(col("d").as("e"))).hasMessageContaining(message);
  }

  @Test
  void refusesIntegersOfOtherWidths() {
    assertThatThrownBy(() -> Binder.bind("Select", col("i").cast(new Int(7, true)), SCHEMA))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("asks for Int7; cast to Int8, Int16, Int32 or Int64, or to UInt8");
    assertThatThrownBy(() -> Binder.bind("Select", col("s").tryCast(new Int(24, false)), SCHEMA))
        .hasMessageContaining("asks for UInt24");
  }

  @Test
  void fieldsKeepWhatAColumnHas() {
    assertThat(Binder.outputField("Select", col("x").as("y"), SCHEMA).getChildren())
        .isEqualTo(SCHEMA.findField("x").getChildren());
    assertThat(Binder.outputField("Select", col("n").plus(1), SCHEMA).isNullable()).isFalse();
    assertThat(Binder.outputField("Select", col("n").plus(1), SCHEMA).getName()).isEqualTo("n + 1");
  }
}
