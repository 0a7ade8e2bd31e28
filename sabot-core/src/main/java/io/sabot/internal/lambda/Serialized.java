package io.sabot.internal.lambda;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What a serializable lambda says about itself. Nothing is serialized for it. */
public final class Serialized {
  private Serialized() {}

  /** The form of a lambda or method reference; null where the object is something else. */
  public static @Nullable SerializedLambda of(Object function) {
    if (!function.getClass().isHidden() && !function.getClass().isSynthetic()) {
      return null;
    }
    try {
      Method replace = function.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException | RuntimeException unreadable) {
      return null;
    }
  }
}
