package io.sabot.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A file with blocks, as their reader sees it. */
public interface BlockInput {
  /** The columns of the batches. */
  Schema schema();

  /** Bytes of the file, as far as blocks go. */
  long bytes();

  /** Opens it; asked for with the first read, and closed with the reader. Null is an empty file. */
  @Nullable FileChannel open() throws IOException;

  /** What to throw where it is not what was written. */
  RuntimeException damaged(String what, @Nullable Throwable cause);

  /** What to throw where the thread was interrupted. */
  RuntimeException interrupted();
}
