package io.sabot.stream.internal.record;

import java.util.function.IntFunction;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;

/** Makes Java values of those of a field. */
@FunctionalInterface
interface FieldReader {
  /** A function from a row number to the value; valid while the vector is. Null stays null. */
  IntFunction<@Nullable Object> open(ValueVector vector);
}
