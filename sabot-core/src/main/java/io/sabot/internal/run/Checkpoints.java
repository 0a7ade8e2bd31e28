package io.sabot.internal.run;

import io.sabot.source.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a driver that commits tells the sources of its run. A barrier is let into the run at every
 * source at once, which remembers its place there; when the barrier has come out at the end, all
 * that was read before it has come out, too, and may be committed.
 *
 * <p>A run whose driver commits keeps its readers open to the end, so that what came last can be
 * committed when it has arrived.
 */
public final class Checkpoints {
  private final List<SourceNode> sources = new CopyOnWriteArrayList<>();

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

  /** Whether rows were read since the last mark that a commit before the end would be about. */
  public boolean hasNews() {
    return sources.stream().anyMatch(source -> source.isUnbounded() && source.hasNews());
  }

  /** All that was read has come out: marks it. */
  public void markEnd(long id) {
    sources.forEach(source -> source.mark(id));
  }

  /**
   * What was read before a barrier has arrived. Sources that end begin anew with the next run, and
   * are left as they are until all of it has arrived.
   */
  public void commit(long barrier) {
    sources.stream().filter(SourceNode::isUnbounded).forEach(source -> source.commit(barrier));
  }

  /** All that was read before a mark has arrived, and nothing more will come. */
  public void commitEnd(long id) {
    sources.forEach(source -> source.commit(id));
  }

  /** How far the readers are. Any thread may ask. */
  public Progress progress() {
    return sources.stream().map(SourceNode::progress).reduce(Progress.UNKNOWN, Progress::plus);
  }

  /** Closes the readers that were kept. */
  void close() {
    Failures.runAll(sources.stream().map(source -> (Runnable) source::closeKept).toList());
  }
}
