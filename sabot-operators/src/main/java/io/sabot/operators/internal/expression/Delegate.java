package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A back end beside the kernels: asked before they compute an expression. */
@FunctionalInterface
public interface Delegate {
  /** Leaves everything to the kernels. */
  Delegate NONE = (where, expression) -> null;

  /**
   * What computes an expression; passes to the caller. Null where the kernels do.
   *
   * @param where the operator, for messages
   */
  @Nullable Computation of(String where, BoundExpression expression);

  /** An expression that fails on no row, compiled for one thread. */
  interface Computation extends AutoCloseable {
    /** The columns it reads. */
    List<BoundColumn> inputs();

    /** Whether it computes the next rows; where it does not, the kernels do. */
    default boolean takes(int rows) {
      return true;
    }

    /** Whether it computes these values; where it does not, the kernels do. */
    default boolean takes(List<Column> columns, int length) {
      return true;
    }

    /**
     * One value per row; passes to the caller.
     *
     * @param columns in the order of {@link #inputs}, lent
     */
    Column compute(String where, List<Column> columns, int length, BufferAllocator allocator);

    /** Closing twice does nothing. */
    @Override
    void close();
  }
}
