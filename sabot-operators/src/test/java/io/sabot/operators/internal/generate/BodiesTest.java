package io.sabot.operators.internal.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.operators.internal.kernel.VectorCasts;
import io.sabot.operators.internal.kernel.VectorJava;
import io.sabot.operators.internal.kernel.VectorLanes;
import io.sabot.operators.internal.kernel.VectorSteps;
import io.sabot.operators.internal.kernel.VectorSums;
import java.lang.classfile.Instruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which steps are written into loops: a call that is left makes a loop hundreds of times slower.
 */
class BodiesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        VectorCasts.class,
        VectorJava.class,
        VectorLanes.class,
        VectorSteps.class,
        VectorSums.class
      })
  void everyStepOverVectorsHasABody(Class<?> steps) {
    for (Method step : steps.getDeclaredMethods()) {
      if (Modifier.isPublic(step.getModifiers())) {
        assertThat(body(step)).as(step.toString()).isNotNull();
      }
    }
  }

  @Test
  void whatBranchesOrStoresHasNone() throws NoSuchMethodException {
    assertThat(body(BodiesTest.class.getDeclaredMethod("larger", int.class, int.class))).isNull();
    assertThat(body(BodiesTest.class.getDeclaredMethod("square", int.class))).isNull();
    assertThat(body(BodiesTest.class.getDeclaredMethod("sum", int.class, int.class))).hasSize(4);
  }

  static int larger(int a, int b) {
    return a > b ? a : b;
  }

  static int square(int a) {
    int next = a + 1;
    return next * next;
  }

  static int sum(int a, int b) {
    return a + b;
  }

  private static @Nullable List<Instruction> body(Method method) {
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    return Bodies.of(
        method.getDeclaringClass().describeConstable().orElseThrow(),
        method.getName(),
        MethodTypeDesc.ofDescriptor(type.descriptorString()));
  }
}
