package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.lambda.Serialized;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user function takes and gives, as its interface says.
 *
 * @param method the one method of the interface
 * @param parameters the classes of the arguments
 * @param result the class of the result
 */
public record UserShape(Method method, List<Class<?>> parameters, Class<?> result) {
  private static final String WHERE = "udf";

  /**
   * The shape of a function.
   *
   * @throws io.sabot.PlanException where the interface has no method, or several, or one over types
   *     that no column holds
   */
  static UserShape of(Class<?> shape, Object function) {
    Method method = onlyMethod(shape);
    MethodType types = types(method, function);
    UserShape found = new UserShape(method, types.parameterList(), types.returnType());
    for (Class<?> parameter : found.parameters()) {
      requireKnown(shape, parameter, "parameter");
    }
    if (found.result() == Object.class) {
      throw Problem.at(WHERE, ErrorCode.INVALID_ARGUMENT)
          .rule("the class of a result must be known before the first row")
          .but(function.getClass().getName() + " does not say it")
          .cure("pass a lambda, or an object whose own method names the class it returns")
          .plan();
    }
    requireKnown(shape, found.result(), "result");
    return found;
  }

  /** The type of an argument. */
  public JavaType parameter(int index) {
    return JavaType.of(parameters.get(index)).orElseThrow();
  }

  /** The type of the result. */
  public JavaType resultType() {
    return JavaType.of(result).orElseThrow();
  }

  private static void requireKnown(Class<?> shape, Class<?> type, String what) {
    if (JavaType.of(type).isEmpty()) {
      throw Problem.at(WHERE, ErrorCode.INVALID_ARGUMENT)
          .rule("a " + what + " must have a type that a column holds")
          .but("one of " + shape.getSimpleName() + " is " + type.getSimpleName())
          .cure(
              "declare an interface of your own whose method has only "
                  + JavaType.names()
                  + " or the boxed ones, and pass it: udf(Shape.class, function)")
          .plan();
    }
  }

  private static Method onlyMethod(Class<?> shape) {
    List<Method> found = new ArrayList<>();
    for (Method method : shape.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
        found.add(method);
      }
    }
    boolean one =
        found.stream().map(m -> m.getName() + m.getParameterCount()).distinct().count() == 1;
    if (!shape.isInterface() || !one) {
      throw Problem.at(WHERE, ErrorCode.INVALID_ARGUMENT)
          .rule("a shape must be an interface with one method")
          .but(shape.getSimpleName() + " is none")
          .cure(
              "declare one, e.g. interface Tariff extends Serializable { double of(long miles); }")
          .plan();
    }
    return mostSpecific(found);
  }

  private static boolean isOfObject(Method method) {
    return Arrays.stream(Object.class.getMethods())
        .anyMatch(other ->
            other.getName().equals(method.getName())
                && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
  }

  private static Method mostSpecific(List<Method> methods) {
    Method best = methods.getFirst();
    for (Method method : methods) {
      if (best.getReturnType().isAssignableFrom(method.getReturnType()) && !method.isBridge()) {
        best = method;
      }
    }
    return best;
  }

  /** Type variables become what the lambda, or the class of the function, was made for. */
  private static MethodType types(Method method, Object function) {
    MethodType erased = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    boolean concrete =
        !erased.parameterList().contains(Object.class) && erased.returnType() != Object.class;
    if (concrete) {
      return erased;
    }
    MethodType made = instantiated(function);
    return made != null ? made : Objects.requireNonNullElse(declared(method, function), erased);
  }

  private static @Nullable MethodType instantiated(Object function) {
    SerializedLambda lambda = Serialized.of(function);
    if (lambda == null) {
      return null;
    }
    try {
      ClassLoader loader = function.getClass().getClassLoader();
      MethodType made =
          MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader);
      // A reference passed for a raw interface: its method knows more.
      return made.returnType() == Object.class
          ? made.changeReturnType(returned(lambda, loader))
          : made;
    } catch (TypeNotPresentException unknown) {
      return null;
    }
  }

  private static Class<?> returned(SerializedLambda lambda, ClassLoader loader) {
    String descriptor =
        lambda.getImplMethodName().equals("<init>")
            ? "()L" + lambda.getImplClass() + ";"
            : lambda.getImplMethodSignature();
    return MethodType.fromMethodDescriptorString(descriptor, loader).returnType();
  }

  private static @Nullable MethodType declared(Method method, Object function) {
    for (Method candidate : function.getClass().getMethods()) {
      if (candidate.getName().equals(method.getName())
          && candidate.getParameterCount() == method.getParameterCount()
          && !candidate.isBridge()) {
        return MethodType.methodType(candidate.getReturnType(), candidate.getParameterTypes());
      }
    }
    return null;
  }
}
