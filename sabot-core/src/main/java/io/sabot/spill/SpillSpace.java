package io.sabot.spill;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.memory.Reservation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one run. They lie in a folder that nobody else may read where the file system knows
 * owners ({@code sabot-spill-<process>-…}, 0700, files 0600), made at the first byte and gone with
 * the last file. Thread-safe; each {@link SpillFile} is not.
 */
public final class SpillSpace implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpillSpace.class);

  /** Names the process, so that what is left of one that was killed can be told and deleted. */
  private static final String PREFIX = "sabot-spill-" + ProcessHandle.current().pid() + "-";

  private final Path parent;
  private final long limit;
  private final Opening opening;
  private final Set<SpillFile> files = new HashSet<>();
  private @Nullable Path folder;
  private long bytes;
  private long written;
  private long names;
  private int onDisk;
  private boolean closed;
  private volatile boolean stopped;

  /** How files are opened to be written. */
  @FunctionalInterface
  interface Opening {
    FileChannel open(Path path) throws IOException;
  }

  /** A space as the options of the run say. */
  public SpillSpace(RunOptions options) {
    this(options, SpillSpace::open);
  }

  SpillSpace(RunOptions options, Opening opening) {
    Path given = options.temporaryFolder();
    this.parent = given == null ? Path.of(System.getProperty("java.io.tmpdir")) : given;
    this.limit = options.spillLimit();
    this.opening = opening;
  }

  /**
   * An empty file for batches of a schema, which is closed by whoever asked for it.
   *
   * @param reservation the memory that the file relieves: what is written is counted there, and
   *     failures carry its name
   * @param allocator where batches are born that are read
   */
  public synchronized SpillFile file(
      Schema schema, Reservation reservation, BufferAllocator allocator) {
    SpillFile file = new SpillFile(this, schema, reservation, allocator);
    files.add(file);
    return file;
  }

  /** Bytes on disk now. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Bytes written so far, what was deleted since included. */
  public synchronized long written() {
    return written;
  }

  /** The next block that is written or read fails as cancelled. Any thread may call. */
  public void stop() {
    stopped = true;
  }

  void requireGoing(String where) {
    if (stopped) {
      throw cancelled(where, "the run must stay open while it spills", "another thread closed it");
    }
  }

  static CancelledException interrupted(String where) {
    return cancelled(
        where,
        "the thread of a run must not be interrupted",
        "\"" + Thread.currentThread().getName() + "\" was");
  }

  private static CancelledException cancelled(String where, String rule, String value) {
    return new CancelledException(
        Problem.at(where, ErrorCode.CANCELLED)
            .rule(rule)
            .but(value)
            .cure("the run is cancelled and freed; start it again if that was not meant")
            .problem(),
        null);
  }

  /** A path in the folder of this run, which is made where there is none. */
  private Path newPath() throws IOException {
    if (closed) {
      throw new IOException("the run has ended");
    }
    Path made = folder;
    if (made == null) {
      made = Files.createTempDirectory(parent, PREFIX, owner(parent, "rwx------"));
      folder = made;
    }
    return made.resolve(Long.toString(names++));
  }

  /** Makes the file of a path; the channel passes to the caller. */
  synchronized Opened create() throws IOException {
    Path path = newPath();
    try {
      Opened opened = new Opened(path, opening.open(path));
      onDisk++;
      return opened;
    } catch (IOException failure) {
      removeFolderIfUnused();
      throw failure;
    }
  }

  /** A file that was made. */
  record Opened(Path path, FileChannel channel) {}

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        owner(path, "rw-------"));
  }

  /** Rights for the owner alone, where the file system knows such. */
  private static FileAttribute<?>[] owner(Path path, String rights) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(rights);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  /** Counts bytes before they are written. */
  synchronized void grow(Reservation reservation, long more) {
    if (more > limit - bytes) {
      throw Problem.at(reservation.name(), ErrorCode.SPILL_FAILED)
          .rule("a run may have " + limit + " bytes on disk")
          .but("%d more were to be written to %d".formatted(more, bytes))
          .cure("raise RunOptions.withSpillLimit or RunOptions.withMemoryBudget")
          .run();
    }
    bytes += more;
    written += more;
    reservation.spilled(more);
  }

  /** What failed on the way to disk. */
  SabotException unwritable(String where, Throwable failure) {
    return Problem.at(where, ErrorCode.SPILL_FAILED)
        .rule("what memory does not hold must be written to disk")
        .but(String.valueOf(failure))
        .cause(failure)
        .cure(
            "make room in "
                + parent
                + ", name another folder with RunOptions.withTemporaryFolder, or raise"
                + " RunOptions.withMemoryBudget")
        .run();
  }

  /** What was written is not there any more, or not as it was. */
  SabotException unreadable(String where, String value, @Nullable Throwable failure) {
    Problem.Builder problem =
        Problem.at(where, ErrorCode.SPILL_FAILED)
            .rule("what was written to disk must be read back as it was")
            .but(value);
    if (failure != null) {
      problem = problem.cause(failure);
    }
    return problem
        .cure(
            "run it again; keep other programs from the files in "
                + parent
                + ", and check the disk where they did nothing")
        .run();
  }

  /** A file is done with. */
  synchronized void remove(SpillFile file, @Nullable Path path, long held) {
    if (!files.remove(file)) {
      return;
    }
    bytes -= held;
    if (path != null) {
      onDisk--;
      delete(path);
      removeFolderIfUnused();
    }
  }

  private void removeFolderIfUnused() {
    Path made = folder;
    if (made != null && onDisk == 0) {
      folder = null;
      delete(made);
    }
  }

  /** That a file stays must not hide what came of the run. */
  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      LOG.warn("{} could not be deleted; delete it by hand", path, failure);
    }
  }

  /** Deletes what is left; nothing is written afterwards. */
  @Override
  public void close() {
    List<SpillFile> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(files);
    }
    left.forEach(SpillFile::close);
  }
}
