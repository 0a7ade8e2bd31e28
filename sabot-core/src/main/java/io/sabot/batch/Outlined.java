package io.sabot.batch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Calls that the JIT compiler does not inline, for the doors behind which loops over rows stand.
 *
 * <p>An access to a {@link java.lang.foreign.MemorySegment} is some nine calls deep, and the
 * compiler inlines fifteen, all in all. In a loop that it has inlined into its caller, that one
 * into the next, and so on up to the operator, the innermost of them stay calls, for each value
 * that is read, and whole runs have taken up to four times as long. Which loops that are differs
 * from one process to the next. Behind a call that is never inlined the count begins anew.
 *
 * <p>A call costs some nanoseconds and an object: it is meant for steps of many rows.
 */
public final class Outlined {
  // Not final: what a constant handle calls is inlined.
  private static MethodHandle run = handle(Runnable.class, "run", void.class);
  private static MethodHandle get = handle(Supplier.class, "get", Object.class);
  private static MethodHandle getInt = handle(IntSupplier.class, "getAsInt", int.class);

  private Outlined() {}

  /** Runs a task; what it throws passes through. */
  public static void run(Runnable task) {
    try {
      run.invokeExact(task);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** What a task gives; what it throws passes through. */
  @SuppressWarnings("unchecked")
  public static <T> T get(Supplier<T> task) {
    try {
      return (T) (Object) get.invokeExact((Supplier<?>) task);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** As {@link #get}, a number. */
  public static int getInt(IntSupplier task) {
    try {
      return (int) getInt.invokeExact(task);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  private static MethodHandle handle(Class<?> type, String method, Class<?> result) {
    try {
      return MethodHandles.publicLookup().findVirtual(type, method, MethodType.methodType(result));
    } catch (ReflectiveOperationException missing) {
      throw new LinkageError(type + " has no " + method, missing);
    }
  }

  /** Tasks declare no checked exception, but those of other languages may throw one. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException unchecked(Throwable failure) throws X {
    throw (X) failure;
  }
}
