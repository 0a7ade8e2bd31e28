package io.sabot.expression;

/**
 * Functions that look into structs, lists and maps. Lists are list, large list, fixed-size list and
 * both list views. Parts chain: {@code col("order").field("items").element(1).field("price")}.
 */
public sealed interface NestedMethods permits Expression {
  /**
   * The field of a struct, of whatever type it is; null where the struct is. A name that the struct
   * does not have is refused when the plan is built.
   */
  default Expression field(String name) {
    return Expression.function("field", this, name);
  }

  /**
   * The element of a list at a place: 1 is the first, -1 the last. Null where the list or the index
   * is, and where there is no such element; 0 is none.
   */
  default Expression element(Object index) {
    return Expression.function("element", this, index);
  }

  /** How many elements a list or entries a map has, null ones included; null where it is null. */
  default Expression size() {
    return Expression.function("size", this);
  }

  /**
   * Whether an element equals a value, as {@link ComparisonMethods#isIn} sees it: true where one
   * does; else null where the list, the value or one of the elements is null; else false. Elements
   * and value meet in one type, as in a comparison.
   */
  default Expression containsElement(Object value) {
    return Expression.function("contains_element", this, value);
  }

  /**
   * The place of the first element that equals a value, from 1; 0 where none does. Null elements
   * are passed over; null where the list or the value is.
   */
  default Expression elementPosition(Object value) {
    return Expression.function("element_position", this, value);
  }

  /**
   * The value of a map under a key, the first where the key occurs twice. Null where the map or the
   * key is, and where the map has no such key.
   */
  default Expression mapValue(Object key) {
    return Expression.function("map_value", this, key);
  }
}
