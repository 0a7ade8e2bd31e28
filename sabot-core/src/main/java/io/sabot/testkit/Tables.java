package io.sabot.testkit;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tables as text, so that a test is a few lines:
 *
 * <pre>{@code
 * TextTable prices = table("price:int, name:utf8", row(5, "a"), row(null, "b"));
 * }</pre>
 *
 * <p>Meant for static import. A schema is {@code name:type} separated by commas; a type may be
 * followed by {@code not null}. Types:
 *
 * <ul>
 *   <li>{@code null}, {@code bool}, {@code int8} to {@code int64}, {@code uint8} to {@code uint64};
 *       {@code int} is int32, {@code long} is int64
 *   <li>{@code float16}, {@code float32} or {@code float}, {@code float64} or {@code double},
 *       {@code decimal(10,2)}, {@code decimal256(50,2)}
 *   <li>{@code utf8}, {@code large_utf8}, {@code utf8_view}, {@code binary}, {@code large_binary},
 *       {@code binary_view}, {@code fixed_binary(3)}
 *   <li>{@code date}, {@code date64}, {@code time(us)}, {@code timestamp(us)}, {@code timestamp(us,
 *       UTC)}, {@code duration(us)}, in units {@code s ms us ns}; {@code interval(year_month)},
 *       {@code interval(day_time)}, {@code interval(month_day_nano)}
 *   <li>{@code list<int>}, {@code large_list<int>}, {@code list_view<int>}, {@code
 *       large_list_view<int>}, {@code fixed_list<int,3>}, {@code struct<a:int,b:utf8>}, {@code
 *       map<utf8,int>}, {@code sparse_union<a:int,b:utf8>}, {@code dense_union<a:int,b:utf8>},
 *       {@code run_end<int>}
 *   <li>{@code dictionary<utf8>}: int32 indices into a dictionary of the distinct values
 * </ul>
 *
 * <p>Values are what Java has for them: numbers of any width, {@code BigDecimal}, {@code String},
 * {@code byte[]}, {@code java.time} or its ISO text, {@code List}, {@code Map} for structs and maps
 * (a {@code List} fits a struct, too), {@link #member} for unions.
 */
public final class Tables {
  private Tables() {}

  /** A table of rows. */
  public static TextTable table(String schema, Row... rows) {
    return new TextTable(SchemaText.parse(schema), List.of(rows));
  }

  /** A schema as written in {@link #table}, dictionaries shown decoded. */
  public static Schema schema(String text) {
    return SchemaText.decoded(SchemaText.parse(text));
  }

  /** A value of a union. */
  public static Member member(String name, @Nullable Object value) {
    return new Member(name, value);
  }

  /** A row without columns. */
  public static Row row() {
    return new Row(List.of());
  }

  /** A row of one value, which may be null. */
  public static Row row(@Nullable Object value) {
    return of(value);
  }

  /** A row of two values. */
  public static Row row(@Nullable Object a, @Nullable Object b) {
    return of(a, b);
  }

  /** A row of three values. */
  public static Row row(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
    return of(a, b, c);
  }

  /** A row of four values. */
  public static Row row(
      @Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d) {
    return of(a, b, c, d);
  }

  /** A row of five values. */
  public static Row row(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e) {
    return of(a, b, c, d, e);
  }

  /** A row of six values or more. */
  public static Row row(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e,
      @Nullable Object f,
      @Nullable Object... more) {
    @Nullable Object[] all =
        Arrays.copyOf(new @Nullable Object[] {a, b, c, d, e, f}, 6 + more.length);
    System.arraycopy(more, 0, all, 6, more.length);
    return of(all);
  }

  private static Row of(@Nullable Object... values) {
    return new Row(Arrays.asList(values));
  }
}
