package io.sabot.operators.internal.gandiva;

import io.sabot.batch.Column;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.operators.internal.expression.Delegate.Computation;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Leaves rows to the kernels until there were so many that making native code is likely to pay.
 * Where it cannot be made, the kernels keep them.
 */
final class LateComputation implements Computation {
  /** What the library takes to load and to compile, in rows that kernels compute meanwhile. */
  static final long ROWS = 4L << 20;

  private final List<BoundColumn> inputs;
  private final Supplier<@Nullable Computation> making;
  private long left = ROWS;
  private @Nullable Computation made;

  /**
   * A computation to be made.
   *
   * @param making called once; null where it cannot be made
   */
  LateComputation(List<BoundColumn> inputs, Supplier<@Nullable Computation> making) {
    this.inputs = inputs;
    this.making = making;
  }

  @Override
  public List<BoundColumn> inputs() {
    return inputs;
  }

  @Override
  public boolean takes(int rows) {
    if (left > 0) {
      left -= rows;
      made = left > 0 ? null : making.get();
    }
    return made != null;
  }

  @Override
  public boolean takes(List<Column> columns, int length) {
    return made != null && made.takes(columns, length);
  }

  @Override
  public Column compute(String where, List<Column> columns, int length, BufferAllocator allocator) {
    if (made == null) {
      throw new IllegalStateException("asked for rows it did not take");
    }
    return made.compute(where, columns, length, allocator);
  }

  @Override
  public void close() {
    if (made != null) {
      made.close();
    }
  }
}
