package io.sabot.internal.run;

import io.sabot.SabotException;
import io.sabot.source.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What a driver that commits tells the sources of its run. A barrier is let into the run at every
 * source at once, which remembers its place there; when the barrier has come out at the end, all
 * that was read before it has come out, too, and may be committed.
 *
 * <p>A run whose driver commits keeps its readers open to the end, so that what came last can be
 * committed when it has arrived.
 */
public final class Checkpoints {
  private static final long NOT_YET = -1;

  private final List<SourceNode> sources = new CopyOnWriteArrayList<>();
  private long end = NOT_YET;

  void add(SourceNode source) {
    sources.add(source);
  }

  /** Lets a barrier in before what is read next. Ids rise. */
  public void letIn(long barrier) {
    sources.forEach(source -> source.letIn(barrier));
  }

  /** Lets nothing more be read; what is on its way goes on. */
  public void hold() {
    sources.forEach(SourceNode::hold);
  }

  /** Whether something was read since the last mark that a commit before the end would be about. */
  public boolean hasNews() {
    return sources.stream().anyMatch(source -> source.isUnbounded() && source.hasNews());
  }

  /** All that was read has come out: marks it, as the last mark. */
  public void markEnd(long id) {
    end = id;
    sources.forEach(source -> source.mark(id));
  }

  /**
   * What was read before a mark has arrived: the readers commit it. Sources that end begin anew
   * with the next run, and are left as they are until all has arrived.
   *
   * @return the state groups whose notes were committed
   */
  public Set<Integer> commit(long id, Map<Integer, String> notes) {
    Set<Integer> committed = new HashSet<>();
    due(id).forEach(source -> committed.addAll(source.commit(id, notes)));
    return committed;
  }

  /** What a sink commits in place of the readers. */
  public List<Object> offsets(long id, Map<Integer, String> notes) {
    return due(id).flatMap(source -> source.offsets(id, notes).stream()).toList();
  }

  /** A sink has committed the offsets of a mark. */
  public void committed(long id) {
    due(id).forEach(source -> source.committed(id));
  }

  private Stream<SourceNode> due(long id) {
    return sources.stream().filter(source -> id == end || source.isUnbounded());
  }

  /** How far the readers are. Any thread may ask. */
  public Progress progress() {
    return sources.stream().map(SourceNode::progress).reduce(Progress.UNKNOWN, Progress::plus);
  }

  /** What keeps one of the readers from reading, where it waits for that. Any thread may ask. */
  public Optional<SabotException> obstacle() {
    return sources.stream().flatMap(source -> source.obstacle().stream()).findFirst();
  }

  /** The readers that were kept pass to the caller, once the run is closed. */
  public void moveReaders(Readers to) {
    sources.forEach(source -> source.moveKept(to));
  }

  /** Closes the readers that were kept, and not taken. */
  public void close() {
    Failures.runAll(sources.stream().map(source -> (Runnable) source::closeKept).toList());
  }
}
