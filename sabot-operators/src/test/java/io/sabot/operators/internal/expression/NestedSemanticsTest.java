package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.operators.Filter;
import io.sabot.operators.Select;
import io.sabot.operators.WithColumns;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions of structs, lists and maps give, line by line of the docs. */
@Tag("contract")
class NestedSemanticsTest {
  private static List<Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  private static List<Object> list(Object... values) {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value instanceof Integer number ? (Object) number.longValue() : value);
    }
    return list;
  }

  private static Map<String, Object> struct(Object... namesAndValues) {
    Map<String, Object> struct = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      struct.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return struct;
  }

  @Test
  void fieldOfANullStructIsNull() {
    TextTable t =
        table(
            "s:struct<a:int,b:utf8,n:null,v:utf8_view,x:list<int>>",
            row(struct("a", 1, "b", "x", "v", "longer than twelve", "x", List.of(1, 2))),
            row((Object) null),
            row(struct("a", null, "b", "y", "v", "short", "x", null)));
    assertThat(of(col("s").field("a"), t)).isEqualTo(list(1, null, null));
    assertThat(of(col("s").field("b"), t)).isEqualTo(list("x", null, "y"));
    assertThat(of(col("s").field("n"), t)).isEqualTo(list(null, null, null));
    assertThat(of(col("s").field("v"), t)).isEqualTo(list("longer than twelve", null, "short"));
    assertThat(of(col("s").field("x").element(-1), t)).isEqualTo(list(2, null, null));
    assertThat(of(col("s").field("a").plus(1).isNull(), t)).isEqualTo(list(false, true, true));
  }

  @Test
  void fieldsWithoutABitmapOfTheirOwn() {
    TextTable t =
        table(
            "s:struct<u:dense_union<i:int,t:utf8>,r:run_end<int>>",
            row(struct("u", Tables.member("i", 7), "r", 3)),
            row((Object) null),
            row(struct("u", Tables.member("t", "z"), "r", 3)));
    assertThat(of(col("s").field("u").isNull(), t)).isEqualTo(list(false, true, false));
    assertThat(of(col("s").field("r").isNull(), t)).isEqualTo(list(false, true, false));
  }

  @Test
  void dictionariesWithinAreRefused() {
    TextTable t =
        table(
            "s:struct<d:dictionary<utf8>,l:list<dictionary<utf8>>>",
            row(struct("d", "x", "l", List.of("p", "q"))));
    assertThatThrownBy(() -> of(col("s").field("d"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("values within a nested column must not be dictionary-encoded, but")
        .hasMessageContaining("decode them where the batch is made");
    assertThatThrownBy(() -> of(col("s").field("l").containsElement("p"), t))
        .hasMessageContaining("decode them where the batch is made");
    assertThat(of(col("s").field("l").size(), t)).isEqualTo(list(2));
  }

  @Test
  void unknownFieldsAreRefusedNamingTheNearest() {
    TextTable t = table("s:struct<price:int,name:utf8>, i:int", row(struct("price", 1), 1));
    assertThatThrownBy(() -> of(col("s").field("prise"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("a field must occur once in its struct, but \"prise\" does not in")
        .hasMessageContaining("did you mean \"price\"? fields are: price, name");
    assertThatThrownBy(() -> of(col("i").field("a"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"field\" takes structs as struct, but \"i\" is Int32")
        .hasMessageContaining("it works on Struct");
    assertThatThrownBy(() -> of(col("l").field("a"), table("l:list<struct<a:int>>")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("but \"l\" is List; take one element first, with element(1), or all")
        .hasMessageContaining("with unnest; it works on Struct");
    assertThatThrownBy(() -> of(Expression.function("field", col("s"), col("s")), t))
        .hasMessageContaining("\"field\" takes text as name");
    assertThatThrownBy(() -> of(Expression.function("field", col("s"), col("s").field("name")), t))
        .hasMessageContaining("\"field\" takes a literal as name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "large_list", "list_view", "large_list_view"})
  void elementCountsFromOneOrFromTheEnd(String kind) {
    TextTable t =
        table(
            "x:" + kind + "<int>, i:int8",
            row(List.of(10, 11, 12), 2),
            row(null, 1),
            row(List.of(), 1),
            row(Arrays.asList(null, 20), null),
            row(List.of(30), -1));
    assertThat(of(col("x").element(1), t)).isEqualTo(list(10, null, null, null, 30));
    assertThat(of(col("x").element(-1), t)).isEqualTo(list(12, null, null, 20, 30));
    assertThat(of(col("x").element(2), t)).isEqualTo(list(11, null, null, 20, null));
    assertThat(of(col("x").element(0), t)).isEqualTo(list(null, null, null, null, null));
    assertThat(of(col("x").element(Long.MIN_VALUE), t))
        .isEqualTo(list(null, null, null, null, null));
    assertThat(of(col("x").element(col("i")), t)).isEqualTo(list(11, null, null, null, 30));
    assertThat(of(col("x").element(lit(null)), t)).isEqualTo(list(null, null, null, null, null));
    assertThat(of(col("x").size(), t)).isEqualTo(list(3, null, 0, 2, 1));
    assertThat(of(col("x").containsElement(20), t))
        .isEqualTo(list(false, null, false, true, false));
    assertThat(of(col("x").containsElement(21), t))
        .isEqualTo(list(false, null, false, null, false));
    assertThat(of(col("x").containsElement(lit(null)), t))
        .isEqualTo(list(null, null, null, null, null));
    assertThat(of(col("x").containsElement(col("i").plus(9)), t))
        .isEqualTo(list(true, null, false, null, false));
    assertThat(of(col("x").elementPosition(12), t)).isEqualTo(list(3, null, 0, 0, 0));
    assertThat(of(col("x").elementPosition(20), t)).isEqualTo(list(0, null, 0, 2, 0));
  }

  @Test
  void fixedSizeLists() {
    TextTable t =
        table(
            "x:fixed_list<utf8,2>",
            row(List.of("a", "b")),
            row((Object) null),
            row(Arrays.asList(null, "a")));
    assertThat(of(col("x").size(), t)).isEqualTo(list(2, null, 2));
    assertThat(of(col("x").element(2), t)).isEqualTo(list("b", null, "a"));
    assertThat(of(col("x").containsElement("b"), t)).isEqualTo(list(true, null, null));
    assertThat(of(col("x").elementPosition("a"), t)).isEqualTo(list(1, null, 2));
  }

  @Test
  void accessChains() {
    TextTable t =
        table(
            "o:struct<items:list<struct<name:utf8,tags:list<utf8>>>>",
            row(
                struct(
                    "items",
                    List.of(
                        struct("name", "a", "tags", List.of("x", "y")),
                        struct("name", "b", "tags", List.of())))),
            row(struct("items", List.of())),
            row((Object) null));
    Expression first = col("o").field("items").element(1);
    assertThat(of(first.field("name"), t)).isEqualTo(list("a", null, null));
    assertThat(of(first.field("tags").element(-1).upper(), t)).isEqualTo(list("Y", null, null));
    assertThat(of(first.field("tags"), t)).isEqualTo(list(List.of("x", "y"), null, null));
    assertThat(of(first, t))
        .isEqualTo(list(struct("name", "a", "tags", List.of("x", "y")), null, null));
    Field field = Binder.outputField("t", first.as("first"), t.schema());
    assertThat(field.getType()).isEqualTo(ArrowType.Struct.INSTANCE);
    assertThat(field.getChildren()).extracting(Field::getName).containsExactly("name", "tags");
    assertThatThrownBy(() -> of(first.field("nam"), t))
        .hasMessageContaining("did you mean \"name\"?");
  }

  @Test
  void listsThatFunctionsMake() {
    TextTable t = table("s:utf8, i:int", row("a,b", 2), row((Object) null, 1), row("c", 2));
    assertThat(of(col("s").split(",").element(col("i")), t)).isEqualTo(list("b", null, null));
    assertThat(of(col("s").split(",").size(), t)).isEqualTo(list(2, null, 1));
    assertThat(of(lit("x,y").split(",").element(col("i")), t)).isEqualTo(list("y", "x", "y"));
    assertThat(of(lit("x,y").split(",").element(1), t)).isEqualTo(list("x", "x", "x"));
    assertThat(of(lit("x,y").split(",").size(), t)).isEqualTo(list(2, 2, 2));
    assertThat(of(lit("a,b,c").split(",").containsElement(col("s")), t))
        .isEqualTo(list(false, null, true));
    assertThat(of(lit("a,b,c").split(",").containsElement("b"), t))
        .isEqualTo(list(true, true, true));
    assertThat(of(col("s").split(lit(null)).element(1), t)).isEqualTo(list(null, null, null));
  }

  @Test
  void elementsAndValueMeetInOneType() {
    TextTable t =
        table(
            "i:list<int8>, f:list<float>, d:list<decimal(5,2)>, l:list<large_utf8>, n:list<null>",
            row(
                List.of(1, 2),
                List.of(1.5f, Float.NaN),
                List.of(new BigDecimal("1.50")),
                List.of("a", "longer than twelve"),
                Arrays.asList(null, null)),
            row(List.of(), List.of(-0.0f), List.of(), List.of(), List.of()));
    assertThat(of(col("i").containsElement(2), t)).isEqualTo(list(true, false));
    assertThat(of(col("i").containsElement(300), t)).isEqualTo(list(false, false));
    assertThat(of(col("i").containsElement(1.0), t)).isEqualTo(list(true, false));
    assertThat(of(col("f").containsElement(1.5), t)).isEqualTo(list(true, false));
    assertThat(of(col("f").containsElement(Double.NaN), t)).isEqualTo(list(true, false));
    assertThat(of(col("f").containsElement(0.0), t)).isEqualTo(list(false, true));
    assertThat(of(col("d").containsElement(new BigDecimal("1.5")), t)).isEqualTo(list(true, false));
    assertThat(of(col("l").elementPosition("longer than twelve"), t)).isEqualTo(list(2, 0));
    assertThat(of(col("n").containsElement(1), t)).isEqualTo(list(null, false));
    assertThat(of(col("n").element(1), t)).isEqualTo(list(null, null));
    assertThatThrownBy(() -> of(col("i").containsElement("a"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"contains_element\" needs a value of the elements' type")
        .hasMessageContaining("give a value of Int8, e.g. with cast");
    TextTable structs = table("x:list<struct<a:int>>", row(List.of(struct("a", 1))));
    assertThatThrownBy(() -> of(col("x").containsElement(1), structs))
        .hasMessageContaining("takes elements with an order")
        .hasMessageContaining("unnest the list");
  }

  @Test
  void mapsGiveTheValueOfAKey() {
    Map<Object, Object> one = new HashMap<>(Map.of("a", 1, "b", 2));
    one.put("n", null);
    TextTable t =
        table("m:map<utf8,int>, k:utf8", row(one, "b"), row(null, "a"), row(Map.of(), null));
    assertThat(of(col("m").mapValue("a"), t)).isEqualTo(list(1, null, null));
    assertThat(of(col("m").mapValue("n"), t)).isEqualTo(list(null, null, null));
    assertThat(of(col("m").mapValue("z"), t)).isEqualTo(list(null, null, null));
    assertThat(of(col("m").mapValue(col("k")), t)).isEqualTo(list(2, null, null));
    assertThat(of(col("m").mapValue(lit(null)), t)).isEqualTo(list(null, null, null));
    assertThat(of(col("m").size(), t)).isEqualTo(list(3, null, 0));
    assertThatThrownBy(() -> of(col("m").containsElement("a"), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"contains_element\" takes lists as list, but \"m\" is Map")
        .hasMessageContaining("it works on List, LargeList");
    assertThatThrownBy(() -> of(col("k").mapValue("a"), t))
        .hasMessageContaining("\"map_value\" takes maps as map, but \"k\" is Utf8");
  }

  @Test
  void nullColumnsHaveNothingWithin() {
    TextTable t = table("n:null", row((Object) null), row((Object) null));
    assertThat(of(col("n").field("a"), t)).isEqualTo(list(null, null));
    assertThat(of(col("n").element(1).isNull(), t)).isEqualTo(list(true, true));
    assertThat(of(col("n").containsElement(1), t)).isEqualTo(list(null, null));
    assertThat(Binder.bind("t", col("n").size(), t.schema()).type()).isEqualTo(Types.INT32);
  }

  @Test
  void operatorsTakeThemHoweverBatchesAreCut() {
    TextTable t =
        table(
            "id:int, s:struct<x:list<int>,n:utf8>",
            row(1, struct("x", List.of(1, 2), "n", "a")),
            row(2, null),
            row(3, struct("x", null, "n", "c")),
            row(4, struct("x", Arrays.asList(null, 9), "n", null)));
    OperatorTester.of(new Filter(col("s").field("x").size().eq(2)))
        .input(t)
        .expect(
            row(1, struct("x", List.of(1, 2), "n", "a")),
            row(4, struct("x", Arrays.asList(null, 9), "n", null)))
        .run();
    OperatorTester.of(new WithColumns(List.of(col("s").field("x").as("s"))))
        .input(t)
        .expect(row(1, List.of(1, 2)), row(2, null), row(3, null), row(4, Arrays.asList(null, 9)))
        .expectSchema("id:int, s:list<int>")
        .run();
    OperatorTester.of(
            new Select(
                List.of(
                    col("s").field("x").element(-1).as("last"),
                    col("s").field("x").containsElement(1).as("one"),
                    col("s").field("n").length().as("n"))))
        .input(t)
        .expect(row(2, true, 1), row(null, null, null), row(null, null, 1), row(9, null, null))
        .expectSchema("last:int, one:bool, n:int")
        .run();
  }
}
