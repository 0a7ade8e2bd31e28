package io.sabot.operators.internal.join;

import io.sabot.MemoryLimitException;
import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import org.jspecify.annotations.Nullable;

/** Brings build rows back from a file: as many batches from a place on as memory holds. */
final class Loader implements AutoCloseable {
  private final JoinShape shape;
  private final RunContext context;
  private final SpillFile file;
  private SpillReader reader;

  /** Batches that were given. */
  private long given;

  /** Batches to try at once. */
  private long most = Long.MAX_VALUE;

  private long taken;
  private boolean ended;

  Loader(JoinShape shape, RunContext context, SpillFile file) {
    this.shape = shape;
    this.context = context;
    this.file = file;
    this.reader = file.read();
  }

  /** All rows, which pass to the caller, or null where memory does not hold them. */
  @Nullable BuildSide all() {
    return attempt();
  }

  /**
   * The next rows, which pass to the caller; null at the end.
   *
   * @throws MemoryLimitException where not even one batch fits
   */
  @Nullable BuildSide some() {
    while (!ended) {
      BuildSide side = attempt();
      if (side != null && taken > 0) {
        return side;
      }
      if (side != null) {
        side.close();
      }
    }
    return null;
  }

  /** Null where fewer batches are to be tried, from the same place on. */
  private @Nullable BuildSide attempt() {
    BuildSide side = new BuildSide(shape, file.schema(), context);
    taken = 0;
    try {
      fill(side);
      side.finish();
      given += taken;
      return side;
    } catch (MemoryLimitException refused) {
      side.close();
      if (taken == 0 || most == 1) {
        throw refused;
      }
      // Where all that was asked for came in, it was too much to be laid by key.
      most = taken < most ? taken : Math.max(1, most / 2);
      again();
      return null;
    } catch (Throwable failure) {
      side.close();
      throw failure;
    }
  }

  private void fill(BuildSide side) {
    while (taken < most) {
      Batch batch = reader.next();
      if (batch == null) {
        ended = true;
        return;
      }
      side.add(batch);
      taken++;
    }
  }

  private void again() {
    ended = false;
    reader.close();
    reader = file.read();
    for (long i = 0; i < given; i++) {
      Batch batch = reader.next();
      if (batch != null) {
        batch.close();
      }
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
