package io.sabot.stream.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file written beside its target and renamed when it is complete: whoever reads the target sees
 * the old content or all of the new one.
 */
public final class PendingFile {
  private final Path target;
  private final Path beside;
  private final FileChannel channel;
  private boolean complete;
  private boolean published;

  private PendingFile(Path target, Path beside, FileChannel channel) {
    this.target = target;
    this.beside = beside;
    this.channel = channel;
  }

  /** Creates an empty file in the folder of the target. */
  public static PendingFile beside(Path target) throws IOException {
    Path beside =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".pending");
    FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new PendingFile(target, beside, channel);
  }

  /** Where to write. */
  public FileChannel channel() {
    return channel;
  }

  /** Nothing more will be written: what was is on disk when this returns. */
  public void complete() throws IOException {
    channel.force(true);
    channel.close();
    complete = true;
  }

  /** Puts a complete file in the place of the target. Publishing twice does nothing. */
  public void publish() throws IOException {
    if (published) {
      return;
    }
    if (!complete) {
      throw new IOException("it was not prepared");
    }
    try {
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException unsupported) {
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    }
    published = true;
  }

  /** Deletes what was not published. */
  public void discard() {
    try {
      channel.close();
      if (!published) {
        Files.deleteIfExists(beside);
      }
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
