package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.RunPart;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.Coalescer;
import io.sabot.operators.internal.row.Places;
import io.sabot.operators.internal.row.RowsTable;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a sort: takes all rows, then gives them in order. Of several runs side by side
 * each sorts and keeps what it meets, with the place of each row in the input, so that rows of
 * equal keys come out as they came in, whoever met them.
 */
public class SortingRun extends UnaryRun implements MergingRun {
  private final SortShape shape;
  private final RunContext context;
  private final SortPool pool;
  private final boolean owner;
  private @Nullable SortedRows rows;
  private @Nullable Coalescer small;
  private boolean placed;
  private boolean written;
  private long place;

  /** A run over input of this shape. */
  public SortingRun(SortShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.pool = new SortPool(shape, context);
    this.owner = true;
  }

  /** A run beside another. */
  protected SortingRun(SortingRun first) {
    this.shape = first.shape;
    this.context = first.context;
    this.pool = first.pool;
    this.owner = false;
  }

  /** What is sorted. */
  protected final SortShape shape() {
    return shape;
  }

  protected final RunContext context() {
    return context;
  }

  /** What is kept. */
  protected final SortedRows rows() {
    if (rows == null) {
      rows = placed ? pool.openPlaced() : pool.open();
    }
    return rows;
  }

  private Coalescer small() {
    if (small == null) {
      small = new Coalescer(schema(), context, this::keep);
    }
    return small;
  }

  /** The columns of what is kept: places may come behind those of the input. */
  protected final Schema schema() {
    return placed ? Places.schema(shape.schema()) : shape.schema();
  }

  @Override
  public OperatorRun beside() {
    return new SortingRun(this);
  }

  @Override
  public final void begin(long morsel) {
    placed = true;
    place = Places.first(morsel);
  }

  @Override
  protected final void process(Batch batch) {
    if (placed) {
      int count = batch.length();
      take(Places.add(batch, place, context.allocator()));
      place += count;
    } else {
      take(batch);
    }
  }

  /** Takes a batch over, with its places where those count. */
  protected void take(Batch batch) {
    if (batch.rowCount() > 0) {
      small().add(batch);
    } else {
      batch.close();
    }
  }

  /** Takes over a batch of more than a few rows. */
  protected void keep(Batch batch) {
    rows().add(batch);
  }

  @Override
  public final void merge(OperatorRun other) {
    // Its rows are in the pool.
    ((SortingRun) other).small().flush();
  }

  @Override
  public final List<RunPart> parts() {
    small().flush();
    if (pool.hasSpilled() && !written) {
      written = true;
      return pool.parts().stream().map(part -> RunPart.doing(part::spill)).toList();
    }
    collect();
    return rows().parts();
  }

  private void collect() {
    SortedRows all = rows();
    pool.parts().stream().filter(part -> !part.equals(all)).forEach(all::merge);
  }

  @Override
  protected final void end() {
    small().flush();
    collect();
    rows().finish();
  }

  @Override
  protected final void more() {
    // It is asked before the first morsel comes, too, and whether rows have places is not known
    // then.
    Batch batch = rows == null ? null : rows.next();
    if (batch != null) {
      emit(batch);
    }
  }

  @Override
  public final List<StateTable> state() {
    return List.of(new RowsTable("rows", schema(), this::held, small()::add));
  }

  private List<Batch> held() {
    return Stream.concat(rows().held().stream(), small().held().stream()).toList();
  }

  @Override
  protected final void release() {
    if (small != null) {
      small.close();
    }
    if (owner) {
      pool.close();
    }
  }
}
