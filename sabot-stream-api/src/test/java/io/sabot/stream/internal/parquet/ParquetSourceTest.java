package io.sabot.stream.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.SabotException;
import io.sabot.source.ScanRequest;
import io.sabot.stream.internal.file.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetSourceTest {
  private static final String ROWS =
      """
      SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE 'é' || i END s, (i % 100 - 5)::tinyint i8,
        (i - 5)::smallint i16, (i - 5)::int i32, (i - 5)::bigint i64, (i % 256)::utinyint u8,
        (i * 1.5)::float f32, CASE WHEN i % 2 = 0 THEN i * 2.5 END::double f64, i % 2 = 0 b,
        ((i - 5) / 100.0)::decimal(4,2) d4, ((i - 5) / 100.0)::decimal(18,3) d18,
        CASE WHEN i % 4 <> 0 THEN ((i - 5) / 100.0)::decimal(38,4) END d38,
        CASE WHEN i % 4 = 0 THEN NULL WHEN i % 4 = 1 THEN [] ELSE [i, NULL, i + 1] END::int[] li,
        CASE WHEN i % 3 = 0 THEN NULL ELSE {'x': i::int, 'y': 'z' || i} END st,
        encode('x' || i) bin
      FROM range(1000) t(i)\
      """;

  @TempDir private Path folder;

  private Path parquet(String query, String options) throws SQLException {
    Path file = folder.resolve("rows.parquet");
    execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet" + options + ")");
    return file;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> duckdb(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 333, 65536})
  void valuesEqualDuckdb(int batchRows) throws SQLException {
    Path file = parquet(ROWS, ", ROW_GROUP_SIZE 400");
    List<String> columns =
        List.of("s", "i8", "i16", "i32", "i64", "f32", "f64", "b", "d4", "d18", "d38");
    ParquetSource source = ParquetSource.of(List.of(file), columns, new HardwoodReader());
    assertThat(Reading.rows(source, batchRows))
        .isEqualTo(duckdb("SELECT " + String.join(",", columns) + " FROM '" + file + "'"));
  }

  @Test
  void nestedColumnsAreRead() throws SQLException {
    ParquetSource source =
        ParquetSource.of(List.of(parquet(ROWS, "")), List.of("st", "li"), new HardwoodReader());
    assertThat(Reading.rows(source, 7).subList(0, 4))
        .containsExactly(
            "null|null",
            "{\"x\":1,\"y\":\"z1\"}|[]",
            "{\"x\":2,\"y\":\"z2\"}|[2,null,3]",
            "null|[3,null,4]");
  }

  @Test
  void eachRowGroupIsASplitAndTheFooterKnowsTheRows() throws SQLException {
    ParquetSource source =
        ParquetSource.of(parquet("SELECT i FROM range(10000) t(i)", ", ROW_GROUP_SIZE 2048"));
    assertThat(source.splits()).hasSize(5);
    assertThat(source.statistics().rows()).isEqualTo(OptionalLong.of(10_000));
    assertThat(Reading.count(source)).isEqualTo(10_000);
    assertThat(Reading.count(source)).as("a second run").isEqualTo(10_000);
    Reading.assertSeeks(source, 700);
  }

  @Test
  void aProjectionReadsOnlyItsColumnsInItsOrder() throws SQLException {
    ParquetSource all = ParquetSource.of(parquet(ROWS, ""));
    var narrowed = all.accept(ScanRequest.columns(List.of("i64", "s"))).source();
    assertThat(Reading.rows(narrowed, 100).get(1)).isEqualTo("-4|é1");
    assertThat(narrowed.statistics().bytes().getAsLong())
        .isLessThan(all.statistics().bytes().getAsLong() / 2);
    assertThat(Reading.count(all.accept(ScanRequest.columns(List.of())).source()))
        .as("no column at all")
        .isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uncompressed", "snappy", "gzip", "zstd", "lz4_raw"})
  void everyCompressionIsRead(String codec) throws SQLException {
    Path file = parquet(ROWS, ", CODEC '" + codec + "'");
    assertThat(Reading.count(ParquetSource.of(file))).isEqualTo(1000);
  }

  @Test
  void anEmptyTableHasItsSchema() throws SQLException {
    ParquetSource source = ParquetSource.of(parquet("SELECT 1 a, 'x' b LIMIT 0", ""));
    assertThat(source.schema().getFields()).extracting(f -> f.getName()).containsExactly("a", "b");
    assertThat(Reading.count(source)).isZero();
  }

  @Test
  void datasetReaderGivesTheSameRows() throws SQLException {
    Path file = parquet(ROWS, ", ROW_GROUP_SIZE 400");
    List<String> columns = List.of("i64", "s", "f64");
    assertThat(Reading.rows(ParquetSource.of(List.of(file), columns, new DatasetReader()), 100))
        .isEqualTo(Reading.rows(ParquetSource.of(List.of(file), columns, new HardwoodReader()), 9));
  }

  @Test
  void anUnknownColumnNamesTheOthers() throws SQLException {
    Path file = parquet("SELECT 1 a, 2 b", "");
    assertThatThrownBy(() -> ParquetSource.of(List.of(file), List.of("A"), new HardwoodReader()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("did you mean \"a\"? its columns are a, b");
  }

  @Test
  void whatIsNoParquetIsRefusedWhenThePlanIsBuilt() throws Exception {
    byte[] whole = Files.readAllBytes(parquet(ROWS, ""));
    refuses(folder.resolve("none.parquet"), "check the path");
    refuses(folder, "list its files");
    refuses(Files.createFile(folder.resolve("empty.parquet")), "write it again");
    refuses(write(new byte[] {1, 2, 3}), "pass a Parquet file");
    refuses(write("a,b\n1,2\n and more text".getBytes("UTF-8")), "pass a Parquet file");
    refuses(write(Arrays.copyOf(whole, whole.length / 2)), "pass a Parquet file");
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("bad.parquet"), bytes);
  }

  private static void refuses(Path file, String cure) {
    assertThatThrownBy(() -> ParquetSource.of(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(cure);
  }

  @Test
  void damagedPagesFailTheRunAndLeakNothing() throws Exception {
    byte[] bytes = Files.readAllBytes(parquet(ROWS, ", CODEC 'zstd'"));
    for (int i = 200; i < 3000; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path file = write(bytes);
    assertThatThrownBy(() -> Reading.count(ParquetSource.of(file)))
        .isInstanceOf(SabotException.class)
        .hasMessageContaining("bad.parquet")
        .hasMessageContaining("write it again");
    DecodingThreads.assertEnded();
  }
}
