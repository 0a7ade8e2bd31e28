package io.sabot.internal.snapshot;

import io.sabot.state.KeyedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots of one group of a state: files that are written beside and renamed. */
final class SnapshotFolder {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);
  private static final String ENDING = ".snapshot";
  private static final String PART = ".part";

  private final Path folder;

  SnapshotFolder(Path folder) {
    this.folder = folder;
  }

  Path file(SnapshotId id) {
    return folder.resolve(id + ENDING);
  }

  /** Writes a snapshot; false where the group has no row, and nothing is kept. */
  boolean write(KeyedState state, int group, SnapshotId id, BufferAllocator allocator)
      throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve(id + PART);
    try {
      try (SnapshotWriter writer =
          new SnapshotWriter(part, SnapshotHeader.of(state, group, id), allocator)) {
        state.write(group, writer);
        if (!writer.hasRows()) {
          return false;
        }
        writer.finish();
      } catch (UncheckedIOException failure) {
        throw failure.getCause();
      }
      Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
      return true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Puts the name on the disk, too, where the file system can be asked for that. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      LOG.debug("{}: a folder could not be forced to the disk", folder, unsupported);
    }
  }

  /** Opens a snapshot that is whole, and of the state and group. */
  SnapshotReader open(SnapshotId id, KeyedState state, int group) throws IOException {
    SnapshotReader reader = SnapshotReader.open(file(id));
    SnapshotHeader header = reader.header();
    if (!header.state().equals(state.name())
        || header.group() != group
        || !header.id().equals(id)) {
      reader.close();
      throw new DamagedSnapshotException(
          "it is snapshot " + header.id() + " of " + header.state() + ", group " + header.group());
    }
    return reader;
  }

  /** What is there by name, whole or not, the newest first. */
  List<SnapshotId> list() throws IOException {
    List<SnapshotId> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        SnapshotId id = SnapshotId.parse(name.substring(0, name.length() - ENDING.length()));
        if (id != null) {
          found.add(id);
        }
      }
    } catch (NoSuchFileException nothingYet) {
      return List.of();
    }
    found.sort(Comparator.comparingLong(SnapshotId::sequence).reversed());
    return found;
  }

  /** Removes a snapshot that no commit names any more. */
  void remove(SnapshotId id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException failure) {
      LOG.warn("{}: a snapshot could not be removed; delete it", file(id), failure);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
