package io.sabot.stream.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.stream.ParquetOptions;
import io.sabot.stream.ParquetOptions.Reader;
import io.sabot.stream.Stream;
import io.sabot.stream.internal.file.Reading;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values and types against DuckDB, which also writes the files; several files as one. */
final class ParquetDuckdbTest {
  private static final String TYPES =
      """
      SELECT (DATE '1969-12-30' + i::int * 397) d,
        TIME '00:00:00' + INTERVAL (i * 86399) SECOND + INTERVAL (i) MICROSECOND t,
        make_timestamp((i - 50) * 1234567890123) ts,
        make_timestamp_ns((i - 50) * 123456789012345) ns,
        epoch_ms((i - 50) * 98765432123)::timestamp_ms ms,
        make_timestamp((i - 50) * 1234567890123)::timestamptz tz,
        ('00000000-0000-4000-8000-' || lpad((i * 7919)::varchar, 12, '0'))::uuid id,
        (255 - i)::utinyint u8, (65535 - i)::usmallint u16,
        (4294967295 - i)::uinteger u32, (18446744073709551615 - i)::ubigint u64,
        ((i - 50) * 1.125)::decimal(9, 3) d9, ((i - 50) * 123456789.0123)::decimal(18, 4) d18,
        ((i - 50)::hugeint * 1234567890123456789)::decimal(38, 10) d38
      FROM range(100) r(i)\
      """;

  @TempDir private Path folder;

  private Path parquet(String name, String query) throws SQLException {
    Path file = folder.resolve(name);
    duckdb("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    return file;
  }

  private static List<List<String>> duckdb(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return rows;
      }
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            cells.add(result.getString(i));
          }
          rows.add(cells);
        }
      }
    }
    return rows;
  }

  /** DuckDB's numbers behind every type, so that no formatting of dates is compared. */
  private static String numbers(Path file) {
    return "SELECT d - DATE '1970-01-01', epoch_us(t), epoch_us(ts), epoch_ns(ns), epoch_ms(ms),"
        + " epoch_us(tz), replace(id::varchar, '-', ''), u8, u16, u32, u64, d9, d18, d38 FROM '"
        + file
        + "'";
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void everyLogicalTypeEqualsDuckdb(Reader reader) throws SQLException {
    Path file = parquet("types.parquet", TYPES);
    ParquetOptions options = ParquetOptions.DEFAULTS.withReader(reader);
    List<List<String>> rows = Numbers.of(ParquetSource.of(List.of(file), options));
    assertThat(rows).hasSize(100).isEqualTo(duckdb(numbers(file)));
  }

  @Test
  void typesAreArrowsOwn() throws SQLException {
    assertThat(
            ParquetSource.of(parquet("types.parquet", TYPES)).schema().getFields().stream()
                .map(field -> field.getType().toString()))
        .containsExactly(
            "Date(DAY)",
            "Time(MICROSECOND, 64)",
            "Timestamp(MICROSECOND, null)",
            "Timestamp(NANOSECOND, null)",
            "Timestamp(MILLISECOND, null)",
            "Timestamp(MICROSECOND, UTC)",
            "FixedSizeBinary(16)",
            "Int(8, false)",
            "Int(16, false)",
            "Int(32, false)",
            "Int(64, false)",
            "Decimal(9, 3, 128)",
            "Decimal(18, 4, 128)",
            "Decimal(38, 10, 128)");
  }

  @Test
  void filesOfOneSchemaAreReadInOrder() throws SQLException {
    List<Path> files =
        List.of(
            parquet("a.parquet", "SELECT 1 n, 'x' s"), parquet("b.parquet", "SELECT 2 n, 'y' s"));
    Stream stream = Stream.fromParquet(files, ParquetOptions.DEFAULTS.withColumns("s", "n"));
    assertThat(stream.records().toList()).hasSize(2);
    assertThat(Reading.rows(ParquetSource.of(files, ParquetOptions.DEFAULTS), 10))
        .containsExactly("1|x", "2|y");
  }

  @Test
  void filesOfOtherSchemasAreRefusedByName() throws SQLException {
    List<Path> files =
        List.of(parquet("a.parquet", "SELECT 1 n, 2 m"), parquet("b.parquet", "SELECT 'x' n, 2 m"));
    assertThatThrownBy(() -> Stream.fromParquet(files, ParquetOptions.DEFAULTS))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("parquet " + files.get(1) + ": it must have the columns of")
        .hasMessageContaining(files.get(0).toString())
        .hasMessageContaining("\"n\"")
        .hasMessageContaining("ParquetOptions.withColumns");
    assertThat(Stream.fromParquet(files, ParquetOptions.DEFAULTS.withColumns("m")).schema())
        .hasToString("Schema<m: Int(32, true) not null>");
  }

  @Test
  void theNearestColumnIsNamed() throws SQLException {
    Path file = parquet("a.parquet", "SELECT 1 carrier, 2 origin");
    assertThatThrownBy(
            () -> Stream.fromParquet(file, ParquetOptions.DEFAULTS.withColumns("carirer")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("did you mean \"carrier\"? its columns are carrier, origin");
  }
}
