package io.sabot.operators.internal.user;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.UserFunction;
import io.sabot.expression.UserShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loops for a class of functions. All lambdas written at one place are of one class, whatever
 * they captured: a loop is generated once for them, and unloaded with them.
 */
public final class UserLoops {
  private static final Logger LOG = LoggerFactory.getLogger(UserLoops.class);

  private static final ClassValue<Map<UserShape, UserLoops>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<UserShape, UserLoops> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private final UserShape shape;
  private final MethodHandle handle;
  private final UserLoop called;
  private volatile @Nullable UserLoop generated;

  private UserLoops(UserShape shape, MethodHandle handle) {
    this.shape = shape;
    this.handle = handle;
    this.called = new CalledLoop(handle);
  }

  /**
   * The loops for a function.
   *
   * @throws io.sabot.PlanException where nobody may call it
   */
  public static UserLoops of(String where, UserFunction function) {
    Class<?> type = function.function().getClass();
    UserLoops known = KNOWN.get(type).get(function.shape());
    if (known != null) {
      return known;
    }
    try {
      UserLoops made = new UserLoops(function.shape(), UserHandles.of(function.shape(), type));
      UserLoops before = KNOWN.get(type).putIfAbsent(function.shape(), made);
      return before == null ? made : before;
    } catch (IllegalAccessException closed) {
      throw Problem.at(where, ErrorCode.USER_FUNCTION_FAILED)
          .rule("the interface of a user function must be open to be called")
          .but("\"" + function.name() + "\" is a " + type.getName())
          .cause(closed)
          .cure("make the interface public and export its package, or open that to this library")
          .plan();
    }
  }

  /** The loop that needs nothing. */
  public UserLoop called() {
    return called;
  }

  /** Whether the generated loop is there. */
  public boolean isGenerated() {
    return generated != null;
  }

  /** The loop made for these functions; the plain one where this JVM lets no class be defined. */
  public UserLoop generated() {
    UserLoop loop = generated;
    if (loop == null) {
      loop = generate();
      generated = loop;
    }
    return loop;
  }

  private UserLoop generate() {
    try {
      MethodHandles.Lookup loop =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(LoopWriter.write(shape, handle), handle, true);
      return (UserLoop) loop.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError | UnsupportedOperationException failure) {
      LOG.info(
          "user functions are called one by one: no class can be defined ({})", failure.toString());
      return called;
    }
  }
}
