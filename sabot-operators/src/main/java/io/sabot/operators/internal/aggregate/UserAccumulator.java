package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Doors;
import io.sabot.function.UserAggregate;
import io.sabot.memory.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An aggregate of the user's own: columns become vectors on the way in, and back on the way out.
 */
final class UserAccumulator implements Accumulator {
  private final AggregateCall call;
  private final UserAggregate function;
  private final List<Field> state;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final UserAggregate.Groups groups;
  private long held;

  UserAccumulator(
      AggregateCall call,
      UserAggregate function,
      BufferAllocator allocator,
      Reservation reservation) {
    this.call = call;
    this.function = function;
    this.allocator = allocator;
    this.reservation = reservation;
    this.state = List.copyOf(function.state(call.arguments()));
    this.groups = function.create(call.arguments(), allocator);
  }

  @Override
  public void resize(int count) {
    run("resize", () -> groups.resize(count));
    settle();
  }

  @Override
  public void update(List<Column> arguments, int[] groupIds, int rows) {
    lend(
        call.arguments(),
        arguments,
        rows,
        vectors -> run("update", () -> groups.update(vectors, groupIds, rows)));
    settle();
  }

  /** What the function holds now is what the run holds for it. */
  private void settle() {
    long bytes = groups.bytes();
    reservation.grow(Math.max(0, bytes - held));
    reservation.shrink(Math.max(0, held - bytes));
    held = bytes;
  }

  private void lend(
      List<Field> fields, List<Column> columns, int rows, Consumer<List<FieldVector>> use) {
    List<Column> shares = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      shares.add(columns.get(i).renamed(fields.get(i)));
    }
    try (VectorSchemaRoot root =
        Doors.toRoot(Batch.of(new Schema(fields), shares, rows), allocator)) {
      use.accept(root.getFieldVectors());
    }
  }

  @Override
  public Column finish(int first, int count) {
    return made(
            List.of(call.output()),
            count,
            vectors -> run("finish", () -> groups.finish(first, count, vectors.getFirst())))
        .getFirst();
  }

  @Override
  public List<Field> stateFields() {
    return state;
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    return made(state, count, vectors -> run("write", () -> groups.write(wanted, count, vectors)));
  }

  private List<Column> made(List<Field> fields, int rows, Consumer<List<FieldVector>> filling) {
    VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), allocator);
    try (root) {
      root.getFieldVectors().forEach(vector -> vector.setInitialCapacity(rows));
      root.allocateNew();
      filling.accept(root.getFieldVectors());
      root.setRowCount(rows);
      try (Batch batch = Doors.borrow(root)) {
        return batch.columns().stream().map(Column::share).toList();
      }
    }
  }

  @Override
  public void read(List<Column> written, int[] groupIds, int rows) {
    lend(
        state, written, rows, vectors -> run("merge", () -> groups.merge(vectors, groupIds, rows)));
    settle();
  }

  private void run(String step, Runnable call) {
    try {
      call.run();
    } catch (SabotException failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw Problem.at("GroupBy", ErrorCode.USER_FUNCTION_FAILED)
          .rule("the aggregate \"" + function.name() + "\" must not throw")
          .but(step + " threw " + failure)
          .cause(failure)
          .cure("mend it, or filter the rows that it cannot take")
          .run();
    }
  }

  @Override
  public void close() {
    groups.close();
    reservation.shrink(held);
    held = 0;
  }
}
