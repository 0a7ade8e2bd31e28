package io.sabot.operators.internal.user;

import io.sabot.expression.UserShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** Finds the method that a function of a class is called by. */
final class UserHandles {
  private UserHandles() {}

  /**
   * A handle that takes the function and its arguments: primitive ones as they are, all others as
   * objects. It is bound to the class, so that a call has one target, and that is inlined.
   *
   * @throws IllegalAccessException where neither the class nor its interface lets anyone in
   */
  static MethodHandle of(UserShape shape, Class<?> function) throws IllegalAccessException {
    return find(shape.method(), function).asType(erased(shape));
  }

  private static MethodType erased(UserShape shape) {
    MethodType type = MethodType.methodType(object(shape.method().getReturnType()), Object.class);
    for (Class<?> parameter : shape.method().getParameterTypes()) {
      type = type.appendParameterTypes(object(parameter));
    }
    return type;
  }

  private static Class<?> object(Class<?> type) {
    return type.isPrimitive() ? type : Object.class;
  }

  private static MethodHandle find(Method method, Class<?> function) throws IllegalAccessException {
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    try {
      return MethodHandles.privateLookupIn(function, MethodHandles.lookup())
          .findVirtual(function, method.getName(), type);
    } catch (IllegalAccessException | NoSuchMethodException closed) {
      return MethodHandles.publicLookup().unreflect(method);
    }
  }
}
