package io.sabot.internal.snapshot;

import java.io.IOException;

/** A file is not what was written, or not what the run needs. */
final class DamagedSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String what) {
    super(what);
  }
}
