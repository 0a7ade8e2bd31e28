package io.sabot.stream.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.stream.CsvOptions;
import io.sabot.stream.internal.file.Reading;
import io.sabot.testkit.Seed;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values: floats against the JDK, times that do not fit. */
final class CsvValuesTest {
  @TempDir private Path folder;

  @Test
  void floatsEqualTheJdk() {
    Seed.next()
        .run(random -> {
          FloatParser doubles = FloatParser.ofDoubles();
          FloatParser floats = FloatParser.ofFloats();
          for (int i = 0; i < 200_000; i++) {
            String text = number(random);
            char[] padded = ("," + text + ",").toCharArray();
            assertThat(doubles.parse(padded, 1, padded.length - 1)).as(text).isTrue();
            if (doubles.value != Double.doubleToRawLongBits(Double.parseDouble(text))) {
              throw new AssertionError("double " + text);
            }
            floats.parse(padded, 1, padded.length - 1);
            if ((int) floats.value != Float.floatToRawIntBits(Float.parseFloat(text))) {
              throw new AssertionError("float " + text);
            }
          }
        });
  }

  private static String number(SplittableRandom random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return switch (random.nextInt(6)) {
      case 0 -> Double.toString(Double.isFinite(any) ? any : 0.5);
      case 1 -> Double.toString(random.nextInt(-100_000, 100_000) / 100.0);
      case 2 -> new BigDecimal(Double.isFinite(any) ? any : -0.0).round(context(random)).toString();
      case 3 -> random.nextLong() + (random.nextBoolean() ? "." : "");
      case 4 -> "-0.000" + random.nextInt(1000) + "e" + random.nextInt(-330, 310);
      default -> "+00" + random.nextLong(1L << 60) + "." + random.nextLong(1L << 60);
    };
  }

  private static MathContext context(SplittableRandom random) {
    return new MathContext(1 + random.nextInt(25));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e", "e5", ".", "-", "+-1", "1.2.3", "0x1p3", "1f", "1_000", "--1", "1e5.0", "na"
      })
  void whatIsNoFloat(String text) {
    assertThat(FloatParser.ofDoubles().parse(text.toCharArray(), 0, text.length())).isFalse();
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "local, 2024-02-30 10:00",
    "local, 2024-01-01 24:00",
    "local, 2024-01-01 10:60",
    "local, 2024-01-01 10:00:60",
    "local, 2024-01-01 10:00:00.0000001",
    "local, 2024-01-01",
    "local, 2024-01-01T10:00Z",
    "zoned, 2024-01-01T10:00",
    "zoned, 2024-01-01T10:00+19:00",
    "zoned, 2024-01-01T10:00+01:60",
    "zoned, 2024-01-01T10:00 Europe/Paris",
    "nanos, 2300-01-01T00:00",
    "time, 25:00",
    "time, 10",
    "time, 10:00:00.5"
  })
  void timesThatDoNotFitAreNamed(String column, String value) throws IOException {
    ArrowType type =
        switch (column) {
          case "local" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
          case "zoned" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
          case "nanos" -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
          default -> new ArrowType.Time(TimeUnit.SECOND, 32);
        };
    Path file = Files.writeString(folder.resolve("t.csv"), column + "\n" + value + "\n");
    Schema schema = new Schema(List.of(Field.nullable(column, type)));
    CsvSource source = CsvSource.of(file, CsvOptions.DEFAULTS.withSchema(schema));
    assertThatThrownBy(() -> Reading.count(source))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("csv " + file + ": line 2, column \"" + column + "\"")
        .hasMessageContaining("but it is \"" + value + "\"; ")
        .hasMessageContaining("mend the line");
  }

  @Test
  void theNearestColumnIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("n.csv"), "carrier,origin\nAA,JFK\n");
    Schema schema = new Schema(List.of(Field.nullable("carirer", ArrowType.Utf8.INSTANCE)));
    assertThatThrownBy(() -> CsvSource.of(file, CsvOptions.DEFAULTS.withSchema(schema)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("did you mean \"carrier\"? its columns are carrier, origin");
  }
}
