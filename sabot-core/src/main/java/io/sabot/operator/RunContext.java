package io.sabot.operator;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import io.sabot.source.RowCounter;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillSpace;
import io.sabot.state.LiveStates;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a run may use of the execution it belongs to.
 *
 * @param options the options of the execution
 * @param allocator where the run's buffers are born; closed by the driver after the run
 * @param budget the memory the execution may hold
 * @param stage the operator's name, shown by refusals
 * @param hashSeed differs per execution, so that no one can craft keys that collide
 * @param spill where the execution writes what its memory does not hold
 * @param filters which keys stages of the execution still need
 * @param states what stages of the execution show of what they keep
 * @param snapshots where state is kept beyond the execution
 * @param commits asks for a commit before its time
 * @param read counts what sources give
 */
public record RunContext(
    RunOptions options,
    BufferAllocator allocator,
    MemoryBudget budget,
    String stage,
    long hashSeed,
    SpillSpace spill,
    KeyFilters filters,
    LiveStates states,
    Snapshots snapshots,
    CommitRequests commits,
    RowCounter read) {

  /** A context with a spill space and filters of its own, that keeps and commits nothing. */
  public RunContext(
      RunOptions options,
      BufferAllocator allocator,
      MemoryBudget budget,
      String stage,
      long hashSeed) {
    this(
        options,
        allocator,
        budget,
        stage,
        hashSeed,
        new SpillSpace(options),
        new KeyFilters(),
        new LiveStates(),
        Snapshots.NONE,
        CommitRequests.NONE,
        new RowCounter());
  }

  /** Opens a reservation named after the stage and {@code part}. */
  public Reservation reserve(String part) {
    return budget.reserve(stage, part);
  }

  /** The same execution seen from another stage. */
  public RunContext at(String otherStage) {
    return with(options, budget, otherStage, snapshots, commits, read);
  }

  /** The same execution under other options. */
  public RunContext with(RunOptions others) {
    return with(others, budget, stage, snapshots, commits, read);
  }

  /** The same execution within another budget. */
  public RunContext with(MemoryBudget other) {
    return with(options, other, stage, snapshots, commits, read);
  }

  /** The same execution, driven by somebody who keeps state and commits. */
  public RunContext with(Snapshots keeping, CommitRequests committing) {
    return with(options, budget, stage, keeping, committing, read);
  }

  /** The same execution, whose sources count what they give there. */
  public RunContext with(RowCounter counting) {
    return with(options, budget, stage, snapshots, commits, counting);
  }

  private RunContext with(
      RunOptions others,
      MemoryBudget other,
      String otherStage,
      Snapshots keeping,
      CommitRequests committing,
      RowCounter counting) {
    return new RunContext(
        others,
        allocator,
        other,
        otherStage,
        hashSeed,
        spill,
        filters,
        states,
        keeping,
        committing,
        counting);
  }

  /**
   * An empty file on disk for batches of a schema, closed by whoever asks for it.
   *
   * @param reservation the memory that the file relieves
   */
  public SpillFile spillFile(Schema schema, Reservation reservation) {
    return spill.file(schema, reservation, allocator);
  }
}
