package io.sabot.internal.lambda;

import io.sabot.internal.lambda.JavaTerm.Boxed;
import io.sabot.internal.lambda.JavaTerm.Captured;
import io.sabot.internal.lambda.JavaTerm.Parameter;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what lambdas and method references compute, from the class file of the method behind
 * them. All lambdas written at one place have one class, and are read once.
 */
public final class LambdaReader {
  private static final ClassValue<LambdaReader> KNOWN =
      new ClassValue<>() {
        @Override
        protected LambdaReader computeValue(Class<?> type) {
          return new LambdaReader();
        }
      };

  private volatile @Nullable Reading reading;

  private LambdaReader() {}

  /**
   * What a function computes, or why that is not known.
   *
   * @param term its result in terms of its parameters and captured values, or null
   * @param reason why there is no term, e.g. {@code "it loops"}, or empty
   */
  public record Reading(@Nullable JavaTerm term, String reason) {}

  /**
   * Reads a function.
   *
   * @param parameters the classes of its arguments
   * @param result the class of its result
   */
  public static Reading read(Object function, List<Class<?>> parameters, Class<?> result) {
    LambdaReader known = KNOWN.get(function.getClass());
    Reading reading = known.reading;
    if (reading == null) {
      reading = reading(function, parameters, result);
      known.reading = reading;
    }
    return reading;
  }

  private static Reading reading(Object function, List<Class<?>> parameters, Class<?> result) {
    SerializedLambda lambda = Serialized.of(function);
    if (lambda == null) {
      return new Reading(null, "it is no lambda of a serializable interface");
    }
    try {
      return new Reading(
          term(lambda, function.getClass().getClassLoader(), parameters, result), "");
    } catch (Untranslatable cannot) {
      return new Reading(null, cannot.getMessage());
    } catch (RuntimeException | LinkageError unreadable) {
      return new Reading(null, "its class file cannot be read");
    }
  }

  private static JavaTerm term(
      SerializedLambda lambda, ClassLoader loader, List<Class<?>> parameters, Class<?> result) {
    MethodType type =
        MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
    List<JavaTerm> given = given(lambda, parameters);
    String owner = lambda.getImplClass();
    String name = lambda.getImplMethodName();
    boolean isStatic = lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
    List<JavaTerm> arguments = isStatic ? adapted(given, type) : given;
    JavaTerm term = PureMethods.call(owner, name, lambda.getImplMethodSignature(), arguments);
    if (term == null) {
      if (!isStatic) {
        throw new Untranslatable("it calls a method of an object");
      }
      MethodReader methods = MethodReader.of(owner, loader);
      if (methods == null) {
        throw new Untranslatable("its class file is not at hand");
      }
      term =
          methods.call(name, lambda.getImplMethodSignature(), arguments, new MethodReader.Budget());
    }
    return Results.of(term, JavaKind.of(unboxed(result)));
  }

  private static List<JavaTerm> given(SerializedLambda lambda, List<Class<?>> parameters) {
    List<JavaTerm> given = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object value = lambda.getCapturedArg(i);
      JavaKind kind = value == null ? JavaKind.OBJECT : JavaKind.of(unboxed(value.getClass()));
      given.add(new Captured(i, kind));
    }
    for (int i = 0; i < parameters.size(); i++) {
      Class<?> type = parameters.get(i);
      JavaTerm parameter = new Parameter(i, JavaKind.of(unboxed(type)));
      given.add(unboxed(type) == type ? parameter : new Boxed(parameter));
    }
    return given;
  }

  /** As the method takes them: a reference may widen, box and unbox. */
  private static List<JavaTerm> adapted(List<JavaTerm> given, MethodType type) {
    List<JavaTerm> adapted = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Class<?> wanted = type.parameterType(i);
      JavaTerm term = given.get(i);
      boolean boxed = unboxed(wanted) != wanted;
      if (boxed && term instanceof Captured captured) {
        adapted.add(new Boxed(captured));
      } else if (wanted.isPrimitive() && term instanceof Boxed(JavaTerm value)) {
        adapted.add(Results.of(value, JavaKind.of(wanted)));
      } else if (wanted.isPrimitive()) {
        adapted.add(Results.of(term, JavaKind.of(wanted)));
      } else if (boxed && !(term instanceof Boxed)) {
        adapted.add(new Boxed(Results.of(term, JavaKind.of(unboxed(wanted)))));
      } else {
        adapted.add(term);
      }
    }
    return adapted;
  }

  private static Class<?> unboxed(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }
}
