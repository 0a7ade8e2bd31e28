package io.sabot.operators.internal.distinct;

import io.sabot.batch.Batch;
import io.sabot.batch.RowIds;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.group.StateGroupRows;
import java.util.BitSet;

/**
 * One execution whose keys outlive it: gives first rows as they come, and has the keys written,
 * read and dropped by state group as signals say.
 */
public final class KeptDistinctRun extends UnaryRun {
  private final DistinctShape shape;
  private final int stateGroup;
  private final RunContext context;
  private final DistinctState state;

  /**
   * A run that has seen nothing.
   *
   * @param name what its state is called
   * @param stateGroup the column of the input that holds the state group of each row
   */
  public KeptDistinctRun(DistinctShape shape, String name, int stateGroup, RunContext context) {
    this.shape = shape;
    this.stateGroup = stateGroup;
    this.context = context;
    this.state = new DistinctState(shape, name, context);
  }

  @Override
  protected void process(Batch batch) {
    Batch dense = batch.dense(context.allocator());
    RowIds firsts;
    try {
      firsts = firsts(dense);
    } catch (Throwable failure) {
      dense.close();
      throw failure;
    }
    emit(SeenKeys.only(firsts, dense));
  }

  /** In the order of the batch, whatever groups its rows are of. */
  private RowIds firsts(Batch dense) {
    BitSet found = new BitSet(dense.length());
    StateGroupRows.each(
        dense.column(stateGroup),
        shape.keysOf(dense),
        dense.length(),
        context.allocator(),
        (group, keys, rows, places) -> {
          RowIds added = state.add(group, keys, rows);
          for (int i = 0; i < added.size(); i++) {
            found.set(places.applyAsInt((int) added.get(i)));
          }
        });
    RowIds firsts = new RowIds(found.cardinality());
    found.stream().forEach(firsts::add);
    return firsts;
  }

  @Override
  protected void receive(Signal signal) {
    context.snapshots().follow(signal, state);
    pass(signal);
  }

  @Override
  protected void release() {
    state.close();
  }
}
