package io.sabot.operators.internal.user;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** One loop for all functions, over boxed values: where none is generated, or not yet. */
final class CalledLoop implements UserLoop {
  private final MethodHandle handle;
  private final int parameters;

  CalledLoop(MethodHandle handle) {
    this.parameters = handle.type().parameterCount() - 1;
    this.handle =
        handle
            .asSpreader(Object[].class, parameters)
            .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
  }

  @Override
  public void run(
      Object function,
      UserArgument[] arguments,
      UserResult result,
      @Nullable MemorySegment rows,
      int length) {
    @Nullable Object[] values = new Object[parameters];
    int row = 0;
    try {
      for (; row < length; row++) {
        if (rows == null || Bitmaps.get(rows, row)) {
          for (int i = 0; i < parameters; i++) {
            values[i] = arguments[i].boxed(row);
          }
          result.put(row, (Object) handle.invokeExact(function, values));
        }
      }
    } catch (Throwable thrown) {
      throw new UserCallFailure(row, thrown);
    }
  }
}
