package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.memory.PressureHook;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All groups of the runs that work side by side, and where they go when memory is short: the
 * largest part first, whoever asks. No part is held by a thread that asks for another.
 */
final class GroupPool implements AutoCloseable {
  /** What is written of all groups at a time. */
  private static final int GIVEN_SHARE = 8;

  /** What groups of a partition may take on their way back, in bytes on disk. */
  private static final long READ_TIMES = 6;

  /** What they take however few they are. */
  private static final long LEAST_READ = 1 << 18;

  private final GroupShape shape;
  private final RunContext context;
  private final List<GroupPart> parts = new CopyOnWriteArrayList<>();
  private final GroupMemory memory;
  private final GroupFiles files;
  private final PressureHook hook = this::giveBackToOthers;
  private final Queue<GroupScratch> spareScratch = new ConcurrentLinkedQueue<>();
  private @Nullable GroupPart first;
  private boolean isCommon;

  GroupPool(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.memory = new GroupMemory(context);
    this.files = new GroupFiles(shape, context, 0);
    memory.onPressure(hook);
  }

  /** Scratch that nobody uses, for {@link #putBack}. */
  GroupScratch scratch() {
    GroupScratch spare = spareScratch.poll();
    return spare == null ? new GroupScratch() : spare;
  }

  /** Keeps scratch for the next one. */
  void putBack(GroupScratch scratch) {
    spareScratch.add(scratch);
  }

  /** What lets rows in. */
  GroupMemory memory() {
    return memory;
  }

  /**
   * The first run's part, for a run without groups where memory has no room for a part of its own;
   * null where it is none any more.
   */
  synchronized @Nullable GroupPart common() {
    isCommon = first != null;
    return first;
  }

  /** Says which part is the first run's. */
  synchronized void first(GroupPart part) {
    first = part;
  }

  /** Takes the first run's part away; false where others work on it, too. */
  synchronized boolean leaveFirst(GroupPart part) {
    if (part.equals(first)) {
      first = isCommon ? first : null;
      return !isCommon;
    }
    return true;
  }

  /** An empty part, which the caller closes behind {@link #remove} or {@link #forget}. */
  GroupPart open() {
    return open(shape, null);
  }

  /** An empty part for packed keys, where that is not null. */
  GroupPart open(GroupShape other, @Nullable UnpackedState packed) {
    GroupPart part = new GroupPart(other, context, this, packed);
    parts.add(part);
    return part;
  }

  /** Leaves a part to the caller alone. */
  void remove(GroupPart part) {
    parts.remove(part);
    part.keep();
  }

  /** A part is about to be closed. */
  void forget(GroupPart part) {
    parts.remove(part);
  }

  /** Whether there are groups on disk. */
  boolean hasSpilled() {
    return files.isUsed();
  }

  /** What gives back for all parts, and for what waits. */
  PressureHook hook() {
    return hook;
  }

  GroupFiles files() {
    return files;
  }

  /** Whether there is room for so many bytes more. */
  boolean hasRoom(long bytes) {
    return memory.canFinish(bytes);
  }

  /** Takes some rows of a part's input. */
  interface Step {
    void take(int from, int count);
  }

  /**
   * Hands rows to a part in steps that memory has room for.
   *
   * @param columns what is kept of the rows at most
   * @param length rows of the columns, of which {@code rows} are handed over
   */
  void feed(GroupPart part, List<Column> columns, int length, int rows, Step step) {
    memory.feed(
        rows,
        new GroupMemory.Taker() {
          @Override
          public long held() {
            return part.heldBytes();
          }

          @Override
          public long added(int count) {
            return part.addedBytes(columns, length, count);
          }

          @Override
          public void take(int from, int count) {
            step.take(from, count);
          }

          @Override
          public boolean giveBack() {
            return GroupPool.this.giveBack();
          }
        });
  }

  /** A part and what it held when somebody looked. */
  private record Held(GroupPart part, long bytes) {}

  private List<Held> largestFirst() {
    return parts.stream()
        .map(part -> new Held(part, part.spillableBytes()))
        .sorted(Comparator.comparingLong(Held::bytes).reversed())
        .toList();
  }

  /**
   * The largest parts that can be written are, until a share of all is: one by one, they would be
   * looked through for each. Another thread may just have written the largest.
   */
  private boolean giveBack() {
    List<Held> held = largestFirst();
    long left = held.stream().mapToLong(Held::bytes).sum() / GIVEN_SHARE;
    boolean given = false;
    for (Held one : held) {
      if (one.part().spill()) {
        given = true;
        left -= one.bytes();
      }
      if (given && left <= 0) {
        break;
      }
    }
    return given;
  }

  /**
   * Another stage asks for memory, or another run on a thread of its own. A part at which somebody
   * works is written behind the step that is under way, if at all.
   */
  private void giveBackToOthers(long missing) {
    if (memory.isAsking()) {
      return;
    }
    long rest = missing;
    for (Held held : largestFirst()) {
      if (rest > 0 && held.bytes() > 0) {
        held.part().giveBackToOthers(rest);
        rest -= held.bytes() - held.part().spillableBytes();
      }
    }
  }

  /**
   * Brings back what went to disk, in shares for all threads where memory has room for one
   * partition each.
   */
  List<GroupResults> spilled() {
    int threads = context.options().parallelism();
    int shares = hasRoom(threads * (LEAST_READ + READ_TIMES * files.largest())) ? threads : 1;
    List<GroupResults> results = new ArrayList<>();
    for (int share = 0; share < shares; share++) {
      SpilledGroups groups = new SpilledGroups(shape, context, memory, files, share, shares);
      results.add(new GroupResults(shape, context, groups, null));
    }
    return results;
  }

  @Override
  public void close() {
    files.close();
    memory.close();
  }
}
