package io.sabot.operator;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.Reservation;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What a run may use of the execution it belongs to.
 *
 * @param options the options of the execution
 * @param allocator where the run's buffers are born; closed by the driver after the run
 * @param budget the memory the execution may hold
 * @param stage the operator's name, shown by refusals
 * @param hashSeed differs per execution, so that no one can craft keys that collide
 */
public record RunContext(
    RunOptions options,
    BufferAllocator allocator,
    MemoryBudget budget,
    String stage,
    long hashSeed) {

  /** Opens a reservation named after the stage and {@code part}. */
  public Reservation reserve(String part) {
    return budget.reserve(stage + " " + part);
  }

  /** The same execution seen from another stage. */
  public RunContext at(String otherStage) {
    return new RunContext(options, allocator, budget, otherStage, hashSeed);
  }
}
