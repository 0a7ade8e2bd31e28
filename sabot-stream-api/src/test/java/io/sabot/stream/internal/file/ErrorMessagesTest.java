package io.sabot.stream.internal.file;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.SabotException;
import io.sabot.stream.Stream;
import io.sabot.testkit.TestAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What bad files say: where, the rule, the value and the cure. */
final class ErrorMessagesTest {
  /** What opens a file, and how its errors start. */
  enum Door {
    PARQUET("parquet ", Stream::fromParquet),
    CSV("csv ", Stream::fromCsv),
    ARROW_FILE("arrow file ", Stream::fromArrowFile),
    ARROW_STREAM("arrow stream ", Stream::fromArrowStream);

    private final String where;
    private final Function<Path, Stream> open;

    Door(String where, Function<Path, Stream> open) {
      this.where = where;
      this.open = open;
    }
  }

  @TempDir private Path folder;

  private static void refuses(Door door, Path file, String rule, String value, String cure) {
    assertThatThrownBy(() -> door.open.apply(file))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(door.where + file + ": " + rule + ", but " + value + "; " + cure);
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void missingDirectoryAndEmpty(Door door) throws IOException {
    String rule = "the path must name a readable file with content";
    refuses(
        door,
        folder.resolve("none"),
        rule,
        "there is no such file",
        "check the path; relative paths start at " + Path.of("").toAbsolutePath());
    refuses(door, folder, rule, "it is a directory", "list its files and pass those");
    Path empty = Files.createFile(folder.resolve("empty"));
    refuses(door, empty, rule, "it is empty", "write it again, or leave it out");
  }

  @Test
  void textInsteadOfAFormat() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "iata,name\nJFK,Kennedy\nLAX,Angeles\n");
    assertThatThrownBy(() -> Stream.fromParquet(text))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("parquet " + text + ": the file must end in a Parquet footer, but ")
        .hasMessageContaining("; pass a Parquet file, written to its end");
    refuses(
        Door.ARROW_FILE,
        text,
        "the file must be in Arrow's IPC format, written to its end",
        "it does not start and end with ARROW1",
        "check the format: one ending in .arrow is a file, in .arrows a stream");
    assertThatThrownBy(() -> Stream.fromArrowStream(text))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("lie outside of the file, which has 34")
        .hasMessageContaining("check the format");
  }

  @Test
  void parquetThatWasCut() throws IOException {
    Path whole = Path.of("../sabot-examples/src/main/resources/data/flights-20k.parquet");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> Stream.fromParquet(cut))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("the file must end in a Parquet footer")
        .hasMessageContaining("pass a Parquet file, written to its end");
  }

  private Path arrow(String name, Function<Stream, Runnable> write) throws IOException {
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = table("a:long", row(1L), row(2L)).root(allocator)) {
      write.apply(Stream.fromTable(root, 1)).run();
    }
    return folder.resolve(name);
  }

  private Path cut(Path whole, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(whole);
    return Files.write(folder.resolve("cut"), Arrays.copyOf(all, all.length - bytes));
  }

  @Test
  void arrowFilesThatWereCut() throws IOException {
    Path file = arrow("f", stream -> () -> stream.writeArrowFile(folder.resolve("f")));
    refuses(
        Door.ARROW_FILE,
        cut(file, 1),
        "the file must be in Arrow's IPC format, written to its end",
        "it does not start and end with ARROW1",
        "check the format");
    Path stream = arrow("s", rows -> () -> rows.writeArrowStream(folder.resolve("s")));
    Path cut = cut(stream, 12);
    assertThatThrownBy(() -> Stream.fromArrowStream(cut).count())
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            "arrow stream " + cut + ": the file must be intact to its end, but ")
        .hasMessageContaining("lie outside of the file")
        .hasMessageContaining(
            "; the file is damaged or was not written completely: write it again");
  }

  @Test
  void aFileThatIsGoneWhenTheRunStarts() throws IOException {
    Path file = arrow("f", stream -> () -> stream.writeArrowFile(folder.resolve("f")));
    Stream stream = Stream.fromArrowFile(file);
    Files.delete(file);
    assertThatThrownBy(stream::count)
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            "arrow file "
                + file
                + ": the file must still be there, and readable, when a run opens it, but there is"
                + " no such file any more; keep the file");
  }

  @Test
  void aRaggedCsv() throws IOException {
    Path csv = Files.writeString(folder.resolve("ragged.csv"), "a,b\n1,2\n3\n");
    assertThatThrownBy(() -> Stream.fromCsv(csv).count())
        .isInstanceOf(SabotException.class)
        .hasMessageStartingWith("csv " + csv + ": ")
        .hasMessageContaining("line 3 has 1")
        .hasMessageContaining("check separator and quote");
    assertThat(csv).exists();
  }
}
