package io.sabot.testkit;

import io.sabot.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * What runs need that go by way of disk: an allocator, a folder of their own, and options that name
 * both. Closing asserts that no byte is held and that no file and no thread is left.
 */
public final class SpillRoom implements AutoCloseable {
  private final Path folder;
  private final LeakCheck leaks;
  private final TestAllocator allocator;
  private final List<VectorSchemaRoot> roots = new ArrayList<>();

  /** With a fresh folder in the JVM's temporary one. */
  public SpillRoom() {
    this(AllocationListener.NOOP);
  }

  /** As without; the listener is told of every allocation. */
  public SpillRoom(AllocationListener listener) {
    try {
      folder = Files.createTempDirectory("room-of-sabot-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    leaks = LeakCheck.begin(folder);
    allocator = new TestAllocator(listener);
  }

  public TestAllocator allocator() {
    return allocator;
  }

  public Path folder() {
    return folder;
  }

  /** The defaults, with the allocator and the folder. */
  public RunOptions options() {
    return RunOptions.DEFAULTS.withAllocator(allocator).withTemporaryFolder(folder);
  }

  /** A table in batches of so many rows, one of none where it is empty; this closes them. */
  public List<VectorSchemaRoot> cut(TextTable table, int rows) {
    List<VectorSchemaRoot> parts = new ArrayList<>();
    for (int at = 0; at == 0 || at < table.rows().size(); at += rows) {
      parts.add(keep(table.slice(at, Math.min(rows, table.rows().size() - at)).root(allocator)));
    }
    return parts;
  }

  /** A root that this closes. */
  public VectorSchemaRoot keep(VectorSchemaRoot root) {
    roots.add(root);
    return root;
  }

  /** Closes all roots, before the end where the next tables are made. */
  public void closeRoots() {
    roots.forEach(VectorSchemaRoot::close);
    roots.clear();
  }

  @Override
  public void close() {
    closeRoots();
    allocator.close();
    leaks.close();
    try {
      Files.delete(folder);
    } catch (IOException failure) {
      throw new AssertionError("the folder of the test must be empty", failure);
    }
  }
}
