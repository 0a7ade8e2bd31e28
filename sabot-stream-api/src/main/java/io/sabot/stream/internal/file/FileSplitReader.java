package io.sabot.stream.internal.file;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.operator.Step;
import io.sabot.source.SplitReader;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of numbered batches. A format says how the next batch is read, how one is skipped and
 * how to start anew; this class keeps the position, and names the file in whatever goes wrong.
 */
public abstract class FileSplitReader implements SplitReader {
  private final String where;
  private final String cure;
  private long position;
  private boolean done;

  /**
   * A reader at batch 0.
   *
   * @param where the source's name, which errors start with
   * @param cure what mends a file that the format cannot read
   */
  protected FileSplitReader(String where, String cure) {
    this.where = where;
    this.cure = cure;
  }

  /**
   * The next batch, or null at the end. Allocates nothing that it does not return when it throws.
   */
  protected abstract @Nullable Batch read() throws IOException;

  /** Passes over the next batch; false at the end. */
  protected boolean skip() throws IOException {
    Batch batch = read();
    if (batch == null) {
      return false;
    }
    batch.close();
    return true;
  }

  /** Goes back to batch 0. */
  protected abstract void rewind() throws IOException;

  @Override
  public final Step poll() {
    if (done) {
      return Step.DONE;
    }
    Batch batch = guarded(this::read);
    if (batch == null) {
      done = true;
      return Step.DONE;
    }
    position++;
    return new Step.Emit(batch);
  }

  @Override
  public final long position() {
    return position;
  }

  @Override
  public final void seek(long target) {
    guarded(() -> move(target));
  }

  private boolean move(long target) throws IOException {
    if (target < position) {
      rewind();
      position = 0;
    }
    done = false;
    while (position < target && skip()) {
      position++;
    }
    return true;
  }

  /** A piece of work that may throw what reading a file throws. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (OutOfMemoryException known) {
      throw known;
    } catch (IOException | RuntimeException | StackOverflowError failure) {
      throw known(failure);
    }
  }

  /** Formats call back into this library and may wrap what it throws. */
  private SabotException known(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SabotException known) {
        return known;
      }
    }
    return failed(failure);
  }

  private SabotException failed(Throwable failure) {
    if (Thread.currentThread().isInterrupted()) {
      return interrupted(failure);
    }
    if (failure instanceof NoSuchFileException || failure instanceof AccessDeniedException) {
      return Problem.at(where, ErrorCode.SOURCE_FAILED)
          .rule("the file must still be there, and readable, when a run opens it")
          .but(text(failure))
          .cause(failure)
          .cure("keep the file until the last run has ended")
          .run();
    }
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("the file must be intact to its end")
        .but(text(failure))
        .cause(failure)
        .cure(cure)
        .run();
  }

  /** The error for a reading thread that was interrupted; the flag stays set. */
  protected final SabotException interrupted(@Nullable Throwable cause) {
    Problem problem =
        Problem.at(where, ErrorCode.CANCELLED)
            .rule("the reading thread must not be interrupted")
            .but(Thread.currentThread().getName() + " was")
            .cure("the run is cancelled and freed; open a new iterator to run again")
            .problem();
    return new CancelledException(problem, cause);
  }

  /** What a failure says, from the innermost cause that says anything. */
  public static String text(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause().getMessage() != null) {
      innermost = innermost.getCause();
    }
    if (innermost instanceof NoSuchFileException) {
      return "there is no such file any more";
    }
    if (innermost instanceof AccessDeniedException) {
      return "access was denied";
    }
    if (innermost instanceof IndexOutOfBoundsException
        || innermost instanceof BufferUnderflowException) {
      return "a length or position in it points outside of its bytes";
    }
    String message = innermost.getMessage();
    // The JVM leaves the message of such exceptions out once the code that throws them is hot.
    boolean speechless = message == null || message.isBlank();
    return speechless || innermost instanceof NullPointerException
        ? "its parts contradict each other"
        : message.lines().findFirst().orElse("");
  }
}
