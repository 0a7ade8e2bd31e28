package io.sabot.stream.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.stream.CsvOptions;
import io.sabot.stream.Stream;
import io.sabot.testkit.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CSV files that cannot be read say. */
final class CsvErrorsTest {
  @TempDir private Path folder;

  @Test
  void aFileThatIsDeletedBeforeTheRun() throws IOException {
    Path file = Files.writeString(folder.resolve("gone.csv"), "a\n1\n");
    Stream stream = Stream.fromCsv(file);
    Files.delete(file);
    assertThatThrownBy(stream::count)
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            "csv "
                + file
                + ": the file must still be there, and readable, when a run opens it, but there is"
                + " no such file any more; keep the file until the last run has ended");
  }

  @Test
  void aFieldThatIsTooLong() throws IOException {
    String rest = "x".repeat(17 * 1024 * 1024);
    Path file = Files.writeString(folder.resolve("long.csv"), "a,b\n1,2\n3,\"" + rest + "\n");
    assertThatThrownBy(() -> Stream.fromCsv(file).count())
        .hasMessageStartingWith(
            "csv "
                + file
                + ": a field must have at most 16777216 characters, but the record at line 3 has a"
                + " longer one; look for a quote that is not closed there");
  }

  @Test
  void linesOfMalformedTextCountFromOne() throws IOException {
    Path file = Files.write(folder.resolve("bad.csv"), new byte[] {(byte) 0xFF, 'a', '\n'});
    Throwable failure = catchThrowable(() -> Stream.fromCsv(file));
    assertThat(failure)
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "there are malformed bytes at or soon after line 1; convert the file");
    assertThat(failure.getCause()).isInstanceOf(IOException.class);
  }

  @Test
  void typesAreSpelledAsEverywhere() throws IOException {
    Path file = Files.writeString(folder.resolve("late.csv"), "a\n1\nlate\n");
    CsvOptions options = CsvOptions.DEFAULTS.withSchema(Tables.schema("a:long"));
    assertThatThrownBy(() -> Stream.fromCsv(file, options).toList())
        .hasMessageContaining("line 3, column \"a\" must be Int64, but it is \"late\"");
  }
}
