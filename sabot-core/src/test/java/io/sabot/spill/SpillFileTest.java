package io.sabot.spill;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("contract")
class SpillFileTest {
  private static final String SCHEMA = "a:int, b:utf8, c:list<long>";

  private final TestAllocator allocator = new TestAllocator();
  private final Reservation reservation = new MemoryBudget(1000).reserve("Sort rows");
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;
  private SpillSpace space;

  @BeforeEach
  void open() {
    leaks = LeakCheck.begin(folder);
    options = RunOptions.DEFAULTS.withTemporaryFolder(folder);
    space = new SpillSpace(options);
  }

  @AfterEach
  void nothingIsLeft() {
    space.close();
    allocator.close();
    leaks.close();
  }

  private SpillFile file(Schema schema) {
    return space.file(schema, reservation, allocator);
  }

  private SpillFile fileOf(TextTable table) {
    SpillFile file = file(table.schema());
    try (Batch batch = table.batch(allocator)) {
      file.write(batch);
    } catch (Throwable failure) {
      file.close();
      throw failure;
    }
    return file;
  }

  private List<Row> rows(SpillFile file) {
    List<Row> rows = new ArrayList<>();
    try (SpillReader reader = file.read()) {
      for (Batch batch; (batch = reader.next()) != null; ) {
        try (Batch read = batch) {
          rows.addAll(Rows.of(read, allocator).list());
        }
      }
    }
    return rows;
  }

  static List<String> types() {
    return RandomBatches.TYPES;
  }

  /**
   * Whole batches, slices at odd offsets, and rows picked by a selection come back as they were.
   */
  @ParameterizedTest
  @MethodSource("types")
  void givesBackEveryType(String type) {
    Seed.next()
        .run(random -> {
          List<Row> written = new ArrayList<>();
          Schema schema = Tables.schema("x:" + type);
          try (SpillFile file = file(schema)) {
            for (int i = 0; i < 5; i++) {
              TextTable table = RandomBatches.of(random).table("x:" + type, random.nextInt(70));
              written.addAll(write(file, table, random));
            }
            assertThat(rows(file)).isEqualTo(written);
            assertThat(rows(file)).isEqualTo(written);
            assertThat(file.rows()).isEqualTo(written.size());
          }
        });
  }

  private List<Row> write(SpillFile file, TextTable table, SplittableRandom random) {
    int start = random.nextInt(table.rows().size() + 1);
    int count = random.nextInt(table.rows().size() - start + 1);
    try (Batch batch = table.batch(allocator);
        Batch slice = batch.slice(start, count, allocator)) {
      file.write(batch);
      file.write(slice);
      List<Row> written = new ArrayList<>(table.rows());
      written.addAll(table.rows().subList(start, start + count));
      return written;
    }
  }

  @Test
  void aSliceTakesNoMoreThanItsRows() {
    TextTable table =
        RandomBatches.of(new SplittableRandom(1))
            .table("a:utf8, b:list<utf8_view>, c:list_view<long>, d:utf8_view", 5000);
    try (SpillFile whole = fileOf(table);
        SpillFile part = file(table.schema());
        Batch batch = table.batch(allocator);
        Batch slice = batch.slice(4001, 50, allocator)) {
      part.write(slice);
      assertThat(part.bytes()).isLessThan(whole.bytes() / 20);
      assertThat(rows(part)).isEqualTo(table.rows().subList(4001, 4051));
    }
  }

  @Test
  void saysHowManyBytesTheNextBatchTakes() {
    try (SpillFile file = fileOf(table("a:long", row(1), row(2)));
        SpillReader reader = file.read()) {
      assertThat(reader.nextBytes()).isEqualTo(16);
      reader.next().close();
      assertThat(reader.nextBytes()).isZero();
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void moreIsWrittenAfterItWasRead() {
    try (SpillFile file = fileOf(table("a:long", row(1)));
        Batch second = table("a:long", row(2)).batch(allocator)) {
      assertThat(rows(file)).containsExactly(row(1L));
      file.write(second);
      assertThat(rows(file)).containsExactly(row(1L), row(2L));
    }
  }

  @Test
  void nothingIsOnDiskBeforeTheFirstRowAndAfterTheLastFile() throws IOException {
    try (SpillFile one = file(Tables.schema(SCHEMA));
        Batch none = table(SCHEMA).batch(allocator)) {
      one.write(none);
      assertThat(rows(one)).isEmpty();
      assertThat(folder).isEmptyDirectory();
      try (SpillFile two = fileOf(table("a:long", row(1)))) {
        assertThat(space.bytes()).isEqualTo(two.bytes());
        assertThat(folder).isNotEmptyDirectory();
      }
      assertThat(folder).isEmptyDirectory();
      assertThat(space.bytes()).isZero();
    }
  }

  @Test
  void bytesAreCountedWhereTheyRelieveMemory() {
    try (SpillFile file = fileOf(table("a:long", row(1)))) {
      assertThat(reservation.spilled()).isEqualTo(file.bytes()).isEqualTo(space.written());
      assertThatThrownBy(() -> reservation.grow(2000))
          .hasMessageContaining("0 held and %d spilled here".formatted(file.bytes()));
    }
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    try (SpillFile file = fileOf(table("a:long", row(1)))) {
      Path made = onlyEntry(folder);
      assertThat(Files.getPosixFilePermissions(made))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(Files.getPosixFilePermissions(onlyEntry(made)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static Path onlyEntry(Path of) {
    try (var entries = Files.list(of)) {
      return entries.toList().getFirst();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void aChangedByteIsFound() {
    Seed.next()
        .run(random -> {
          TextTable table = RandomBatches.of(random).table(SCHEMA, 40);
          try (SpillFile file = fileOf(table)) {
            for (long at = 0; at < file.bytes(); at += 1 + random.nextInt(7)) {
              int mask = 1 << random.nextInt(8);
              change(at, mask);
              assertRefused(file);
              change(at, mask);
            }
            assertThat(rows(file)).isEqualTo(table.rows());
          }
        });
  }

  private void change(long at, int mask) throws IOException {
    try (RandomAccessFile bytes =
        new RandomAccessFile(onlyEntry(onlyEntry(folder)).toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ mask);
    }
  }

  private void assertRefused(SpillFile file) {
    assertThatThrownBy(() -> rows(file))
        .isInstanceOfSatisfying(
            RunException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SPILL_FAILED))
        .hasMessageStartingWith("Sort rows: what was written to disk must be read back as it was")
        .hasMessageEndingWith("and check the disk where they did nothing");
  }

  @Test
  void aShortFileIsFound() throws IOException {
    try (SpillFile file = fileOf(RandomBatches.of(new SplittableRandom(2)).table(SCHEMA, 40))) {
      for (long left = file.bytes() - 1; left >= 0; left = left > 100 ? left - 97 : left - 1) {
        try (FileChannel open =
            FileChannel.open(onlyEntry(onlyEntry(folder)), StandardOpenOption.WRITE)) {
          open.truncate(left);
        }
        assertRefused(file);
      }
    }
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    try (SpillFile file = fileOf(table("a:long", row(1)))) {
      Files.delete(onlyEntry(onlyEntry(folder)));
      assertRefused(file);
    }
  }

  @Test
  void aFullDiskIsNamedWithItsCure() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    try (SpillSpace onFullDisk =
            new SpillSpace(options, path -> FileChannel.open(full, StandardOpenOption.WRITE));
        SpillFile file = onFullDisk.file(Tables.schema("a:long"), reservation, allocator);
        Batch batch = table("a:long", row(1)).batch(allocator)) {
      assertUnwritable(catchThrowable(() -> file.write(batch)), folder);
    }
  }

  private static void assertUnwritable(Throwable failure, Path parent) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            RunException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.SPILL_FAILED))
        .hasMessageStartingWith("Sort rows: what memory does not hold must be written to disk")
        .hasMessageEndingWith(
            "make room in "
                + parent
                + ", name another folder with RunOptions.withTemporaryFolder, or raise"
                + " RunOptions.withMemoryBudget");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithItsCure() {
    Path missing = folder.resolve("missing");
    try (SpillSpace nowhere = new SpillSpace(options.withTemporaryFolder(missing));
        SpillFile file = nowhere.file(Tables.schema("a:long"), reservation, allocator);
        Batch batch = table("a:long", row(1)).batch(allocator)) {
      assertUnwritable(catchThrowable(() -> file.write(batch)), missing);
    }
  }

  @Test
  void moreThanTheLimitIsRefused() {
    try (SpillSpace limited = new SpillSpace(options.withSpillLimit(100));
        SpillFile file = limited.file(Tables.schema("a:long"), reservation, allocator);
        Batch batch = table("a:long", row(1)).batch(allocator)) {
      file.write(batch);
      assertThatThrownBy(() -> file.write(batch))
          .hasMessage(
              "Sort rows: a run may have 100 bytes on disk, but 80 more were to be written to 80;"
                  + " raise RunOptions.withSpillLimit or RunOptions.withMemoryBudget");
    }
  }

  @Test
  void aStoppedSpaceCancelsWhoWritesAndReads() {
    try (SpillFile file = fileOf(table("a:long", row(1)));
        Batch batch = table("a:long", row(1)).batch(allocator)) {
      space.stop();
      assertThatThrownBy(() -> file.write(batch)).isInstanceOf(CancelledException.class);
      assertThatThrownBy(() -> rows(file)).isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void anInterruptCancelsWhoWritesAndReads() {
    try (SpillFile file = fileOf(table("a:long", row(1)));
        Batch batch = table("a:long", row(1)).batch(allocator)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> file.write(batch)).isInstanceOf(CancelledException.class);
      assertThatThrownBy(() -> rows(file)).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void batchesOfOtherColumnsAreRefused() {
    try (SpillFile file = file(Tables.schema("a:int"));
        Batch batch = table("a:long", row(1)).batch(allocator)) {
      assertThatThrownBy(() -> file.write(batch)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
