package io.sabot.operators.internal.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.expression.Types;
import io.sabot.expression.UserFunction;
import io.sabot.operators.internal.kernel.Kernels;
import io.sabot.operators.internal.user.UnfitResult;
import io.sabot.operators.internal.user.UserArgument;
import io.sabot.operators.internal.user.UserCallFailure;
import io.sabot.operators.internal.user.UserLoop;
import io.sabot.operators.internal.user.UserLoops;
import io.sabot.operators.internal.user.UserResult;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Calls a user function for the rows that matter and, unless it sees them, have no nulls. */
final class UserCallNode implements Node {
  /** A loop is generated once so many rows make up for it. */
  private static final int FEW_ROWS = 2048;

  private final BoundUserCall call;
  private final List<Node> arguments;
  private final UserLoops loops;
  private long rows;

  UserCallNode(BoundUserCall call, List<Node> arguments) {
    this.call = call;
    this.arguments = arguments;
    this.loops = UserLoops.of("udf", call.function());
  }

  private boolean skipsNulls() {
    return call.function().nulls() == UserFunction.Nulls.SKIPPED;
  }

  @Override
  public Operand evaluate(Frame frame) {
    Operand[] operands = new Operand[arguments.size()];
    try {
      for (int i = 0; i < operands.length; i++) {
        operands[i] = arguments.get(i).evaluate(frame);
        if (operands[i].isNull() && skipsNulls()) {
          return Results.nothing(frame, call.type());
        }
      }
      return evaluate(frame, operands);
    } finally {
      for (Operand operand : operands) {
        if (operand != null) {
          operand.close();
        }
      }
    }
  }

  /** Over constants a function is called once, unless it says that calls differ. */
  private Operand evaluate(Frame frame, Operand[] operands) {
    boolean once = call.function().repeats() == UserFunction.Repeats.EQUAL;
    try (Building out = once ? new Building(frame, operands) : Building.rows(frame);
        UserOutput output = UserOutput.of(call, frame, out.length())) {
      if (skipsNulls()) {
        out.validIn(operands);
      }
      boolean single = out.length() == 1 && frame.length() != 1;
      try (CalledRows called = CalledRows.of(frame, out, single)) {
        run(frame, operands, output.result(), called.bits(), out.length());
      }
      return output.finish(out);
    }
  }

  private void run(
      Frame frame,
      Operand[] operands,
      UserResult result,
      @Nullable MemorySegment calledRows,
      int length) {
    UserArgument[] values = new UserArgument[operands.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = UserInputs.of(operands[i], call.function(), i);
    }
    try {
      loop(length).run(call.function().function(), values, result, calledRows, length);
    } catch (UserCallFailure failure) {
      throw failed(frame, failure, values);
    }
  }

  private UserLoop loop(int length) {
    rows += length;
    return loops.isGenerated() || rows > FEW_ROWS ? loops.generated() : loops.called();
  }

  private RuntimeException failed(Frame frame, UserCallFailure failure, UserArgument[] values) {
    Throwable thrown = failure.thrown();
    if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
      throw error;
    }
    StringJoiner shown = new StringJoiner(", ", call.function().name() + "(", ")");
    for (UserArgument value : values) {
      shown.add(String.valueOf(value.boxed(failure.row())));
    }
    String place = "row " + frame.inputs().rowNumber(failure.row()) + ": " + shown;
    if (thrown instanceof UnfitResult) {
      return Problem.at(frame.where(), ErrorCode.USER_FUNCTION_FAILED)
          .rule("a user function must return what " + Types.name(call.type()) + " holds")
          .but(place + " returned " + thrown.getMessage())
          .cure("return smaller values, or say a wider type, e.g. returns(Types.decimal(38, 2))")
          .run();
    }
    return Problem.at(frame.where(), ErrorCode.USER_FUNCTION_FAILED)
        .rule("a user function must return for every row")
        .but(place + " threw " + thrown)
        .cause(thrown)
        .cure("mend the function, or keep such rows out, e.g. when(…).then(…).end()")
        .run();
  }

  @Override
  public void close() {
    arguments.forEach(Node::close);
  }

  /**
   * The rows a function is called for: those that matter and are not null.
   *
   * @param bits a bit per row, or null where all are
   */
  private record CalledRows(
      @Nullable MemorySegment bits, org.apache.arrow.memory.@Nullable ArrowBuf owned)
      implements AutoCloseable {
    static CalledRows of(Frame frame, Building out, boolean single) {
      MemorySegment valid = out.valid();
      MemorySegment active = single ? null : frame.active();
      if (valid == null || active == null) {
        return new CalledRows(valid == null ? active : valid, null);
      }
      var both = Memory.allocate(frame.allocator(), Math.max(8, Bitmaps.bytes(out.length())));
      Kernels.BITS.and(valid, active, out.length(), Memory.segment(both));
      return new CalledRows(Memory.segment(both), both);
    }

    @Override
    public void close() {
      if (owned != null) {
        owned.getReferenceManager().release();
      }
    }
  }
}
