package io.sabot.stream.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.SabotException;
import io.sabot.source.ScanRequest;
import io.sabot.stream.CsvOptions;
import io.sabot.stream.internal.file.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("contract")
final class CsvSourceTest {
  @TempDir private Path folder;

  private Path csv(String text) {
    return csv(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path csv(byte[] bytes) {
    try {
      return Files.write(folder.resolve("rows.csv"), bytes);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private List<String> rows(String text) {
    return Reading.rows(CsvSource.of(csv(text), CsvOptions.DEFAULTS), 2);
  }

  private static String types(CsvSource source) {
    return String.join(
        " ", source.schema().getFields().stream().map(f -> f.getType().toString()).toList());
  }

  @Test
  void aReaderGoesOnFromWhereItIsTold() {
    Reading.assertSeeks(
        CsvSource.of(csv("n,s\n1,a\n2,\"b\nb\"\n3,c\n4,\n5,e\n"), CsvOptions.DEFAULTS), 2);
  }

  @Test
  void typesAreInferred() {
    CsvSource source =
        CsvSource.of(
            csv(
                """
                i,f,b,d,t,z,s,code,none
                1,1,true,2020-02-29,2020-01-01 10:00,2020-01-01T10:00:00Z,x,007,
                -2,1.5e3,FALSE,1969-12-31,2020-01-01T10:00:00.25,2020-01-01T10:00:00+02:00,1,1,
                """),
            CsvOptions.DEFAULTS);
    assertThat(types(source))
        .isEqualTo(
            "Int(64, true) FloatingPoint(DOUBLE) Bool Date(DAY) Timestamp(MICROSECOND, null)"
                + " Timestamp(MICROSECOND, UTC) Utf8 Utf8 Utf8");
    assertThat(Reading.rows(source, 1))
        .containsExactly(
            "1|1.0|true|18321|2020-01-01T10:00|1577872800000000|x|007|null",
            "-2|1500.0|false|-1|2020-01-01T10:00:00.250|1577865600000000|1|1|null");
  }

  @Test
  void quotesLineEndsAndNulls() {
    assertThat(rows("a,b\r\n\"x \"\"y\"\",\nz\",1\r\n,2\n\"\",3"))
        .containsExactly("x \"y\",\nz|1", "null|2", "|3");
  }

  @Test
  void byteOrderMarkAndNonAsciiText() {
    assertThat(rows("\uFEFFa\nä€😀\n")).containsExactly("ä€😀");
  }

  @Test
  void airportsAreReadWhateverTheBatchSize() {
    Path file = Path.of("src/test/resources/airports.csv");
    CsvSource source = CsvSource.of(file, CsvOptions.DEFAULTS);
    assertThat(Reading.rows(source, 7)).hasSize(40).isEqualTo(Reading.rows(source, 1000));
    assertThat(Reading.rows(source, 7).getFirst())
        .isEqualTo("00M|Thigpen|Bay Springs|MS|USA|31.95376472|-89.23450472");
    var narrowed = source.accept(ScanRequest.columns(List.of("state", "iata"))).source();
    assertThat(Reading.rows(narrowed, 7).getFirst()).isEqualTo("MS|00M");
  }

  @Test
  void aSchemaDecides() {
    Schema schema =
        new Schema(
            List.of(
                Field.nullable("d", new ArrowType.Decimal(5, 2, 128)),
                Field.nullable("u", new ArrowType.Int(8, false))));
    CsvOptions options = CsvOptions.DEFAULTS.withSchema(schema).withNullText("NA");
    assertThat(Reading.rows(CsvSource.of(csv("u,x,d\n255,a,-1.5\nNA,b,123.45\n"), options), 9))
        .containsExactly("-1.50|-1", "123.45|null");
    refuses("u,x,d\n256,a,1\n", options, "line 2, column \"u\"", "CsvOptions.withSchema");
    refuses("u,x,d\n1,a,1.005\n", options, "column \"d\"", "mend the line");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    String later = "i\n" + "1\n".repeat(1500) + "x\n";
    refuses(later, CsvOptions.DEFAULTS, "line 1502, column \"i\"", "but it is \"x\"");
    refuses("a,b\n1\n", CsvOptions.DEFAULTS, "line 2 has 1", "check separator and quote");
    refuses("a,b\n1,\"2\n", CsvOptions.DEFAULTS, "rows.csv", "mend the file");
    refuses("", CsvOptions.DEFAULTS, "it is empty", "write it again");
    refuses("a,a\n1,2\n", CsvOptions.DEFAULTS, "\"a\" names two", "other names");
    assertThatThrownBy(
            () -> CsvSource.of(csv(new byte[] {'a', '\n', (byte) 0xE4, '\n'}), CsvOptions.DEFAULTS))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("must be UTF-8")
        .hasMessageContaining("iconv");
  }

  private void refuses(String text, CsvOptions options, String value, String cure) {
    assertThatThrownBy(() -> Reading.count(CsvSource.of(csv(text), options)))
        .isInstanceOf(SabotException.class)
        .hasMessageContaining(value)
        .hasMessageContaining(cure);
  }
}
