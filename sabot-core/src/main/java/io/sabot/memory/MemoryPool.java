package io.sabot.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * Memory for buffers that is used again. What comes fresh from the system is cleared page by page
 * when it is first written, which costs more than most operators do with it. So what is freed stays
 * for a while: at most {@code keepBytes}, and nothing that nobody wanted for {@code keepMillis}.
 * Thread-safe.
 *
 * <p>Small blocks come straight from the system, those of up to half a {@link BuddyChunk} are cut
 * from chunks, larger ones are kept as they are. The system is asked through an allocator of Arrow,
 * so that how it is asked stays the choice of the user.
 */
final class MemoryPool implements AllocationManager.Factory {
  /** Below this the system is asked for memory that it has at hand. */
  private static final long SMALL = 4096;

  private static final int ORDERS = BuddyChunk.orderFor(BuddyChunk.BYTES / 2) + 1;

  private final BufferAllocator system;
  private final long keepBytes;
  private final long keepMillis;
  private final List<BuddyChunk> chunks = new ArrayList<>();
  private final LargeBlocks large = new LargeBlocks();

  /** Per order the first chunk that may have a free block. */
  private final int[] firstWith = new int[ORDERS];

  private int freeChunks;
  private boolean releasesSoon;

  /**
   * A pool that holds nothing.
   *
   * @param system where memory comes from, open as long as the pool is used
   * @param keepBytes bytes that are kept at most while nobody uses them
   * @param keepMillis milliseconds after which memory that nobody wanted goes back
   */
  MemoryPool(BufferAllocator system, long keepBytes, long keepMillis) {
    this.system = system;
    this.keepBytes = keepBytes;
    this.keepMillis = keepMillis;
  }

  @Override
  public AllocationManager create(BufferAllocator accounting, long bytes) {
    return new PooledBuffer(accounting, bytes, block(bytes));
  }

  @Override
  public ArrowBuf empty() {
    return system.getEmpty();
  }

  private MemoryBlock block(long bytes) {
    try {
      return tryBlock(bytes);
    } catch (OutOfMemoryException full) {
      release(0);
      return tryBlock(bytes);
    }
  }

  private MemoryBlock tryBlock(long bytes) {
    if (bytes < SMALL) {
      ArrowBuf memory = system.buffer(bytes);
      return new MemoryBlock(memory, 0, bytes, memory::close);
    }
    int order = BuddyChunk.orderFor(bytes);
    MemoryBlock block = order < ORDERS ? ofChunk(order) : ofItsOwn(bytes);
    Poison.check(block);
    return block;
  }

  private synchronized MemoryBlock ofChunk(int order) {
    int i = firstWith[order];
    while (i < chunks.size() && !chunks.get(i).has(order)) {
      i++;
    }
    firstWith[order] = i;
    if (i == chunks.size()) {
      chunks.add(new BuddyChunk(Poison.spread(system.buffer(BuddyChunk.BYTES)), i));
      freeChunks++;
    }
    BuddyChunk chunk = chunks.get(i);
    freeChunks -= chunk.isFree() ? 1 : 0;
    int node = chunk.take(order);
    return new MemoryBlock(
        chunk.memory(), chunk.offset(node), chunk.bytes(node), () -> give(chunk, node));
  }

  private MemoryBlock ofItsOwn(long bytes) {
    ArrowBuf kept;
    synchronized (this) {
      kept = large.take(bytes);
    }
    ArrowBuf memory = kept == null ? Poison.spread(system.buffer(bytes)) : kept;
    return new MemoryBlock(memory, 0, memory.capacity(), () -> give(memory));
  }

  private void give(BuddyChunk chunk, int node) {
    Poison.spread(chunk.memory(), chunk.offset(node), chunk.bytes(node));
    synchronized (this) {
      chunk.give(node);
      freeChunks += chunk.isFree() ? 1 : 0;
      for (int order = 0; order < ORDERS && chunk.has(order); order++) {
        firstWith[order] = Math.min(firstWith[order], chunk.place());
      }
    }
    keepLess();
  }

  private void give(ArrowBuf memory) {
    Poison.spread(memory);
    synchronized (this) {
      large.give(memory, System.nanoTime());
    }
    keepLess();
  }

  /** What nobody uses, in bytes. */
  synchronized long idleBytes() {
    return freeChunks * BuddyChunk.BYTES + large.bytes();
  }

  private void keepLess() {
    boolean begins;
    synchronized (this) {
      begins = !releasesSoon && idleBytes() > 0;
      releasesSoon |= begins;
    }
    if (begins) {
      releaseLater();
    }
    if (idleBytes() > keepBytes) {
      release(keepBytes);
    }
  }

  private void releaseLater() {
    CompletableFuture.delayedExecutor(keepMillis, TimeUnit.MILLISECONDS).execute(this::releaseOld);
  }

  private void releaseOld() {
    long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(keepMillis);
    List<ArrowBuf> unused;
    boolean again;
    synchronized (this) {
      unused = remove(before, 0);
      again = idleBytes() > 0;
      releasesSoon = again;
    }
    unused.forEach(ArrowBuf::close);
    if (again) {
      releaseLater();
    }
  }

  /** Gives memory that nobody uses back to the system, until so many bytes of it are left. */
  void release(long bytes) {
    List<ArrowBuf> unused;
    synchronized (this) {
      unused = remove(System.nanoTime(), bytes);
    }
    unused.forEach(ArrowBuf::close);
  }

  /** Takes out what was idle before a time, until so many bytes are left. */
  private List<ArrowBuf> remove(long before, long left) {
    List<ArrowBuf> removed = new ArrayList<>();
    for (int i = chunks.size() - 1; i >= 0 && idleBytes() > left; i--) {
      if (chunks.get(i).isIdleSince(before)) {
        removed.add(chunks.remove(i).memory());
        freeChunks--;
      }
    }
    if (!removed.isEmpty()) {
      countAnew();
    }
    ArrowBuf memory = null;
    while (idleBytes() > left && (memory = large.takeIdleSince(before)) != null) {
      removed.add(memory);
    }
    return removed;
  }

  private void countAnew() {
    for (int i = 0; i < chunks.size(); i++) {
      chunks.get(i).move(i);
    }
    Arrays.fill(firstWith, 0);
  }
}
