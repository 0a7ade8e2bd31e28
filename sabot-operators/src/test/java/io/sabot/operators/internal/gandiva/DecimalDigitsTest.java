package io.sabot.operators.internal.gandiva;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.Backend;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.operators.Select;
import io.sabot.operators.internal.kernel.DecimalBounds;
import io.sabot.source.Sources;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Decimals with more digits than their type are refused whatever computes. */
class DecimalDigitsTest {
  private static boolean holds(BigInteger value, int precision) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 16; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return DecimalBounds.hold(MemorySegment.ofArray(bytes), null, precision, 1);
  }

  @Test
  void boundsAreExact() {
    for (int precision : new int[] {1, 9, 18, 19, 20, 30, 38}) {
      BigInteger bound = BigInteger.TEN.pow(precision);
      assertThat(holds(bound.subtract(BigInteger.ONE), precision)).isTrue();
      assertThat(holds(bound, precision)).isFalse();
      assertThat(holds(bound.negate().add(BigInteger.ONE), precision)).isTrue();
      assertThat(holds(bound.negate(), precision)).isFalse();
      assertThat(holds(BigInteger.ZERO, precision)).isTrue();
      assertThat(holds(BigInteger.ONE.shiftLeft(127).negate(), precision)).isFalse();
      assertThat(holds(BigInteger.ONE.shiftLeft(64).negate(), precision)).isEqualTo(precision > 19);
    }
  }

  @Test
  void gandivaLeavesThemToTheKernels() {
    if (GandivaLibrary.absence() != null) {
      return;
    }
    try (TestAllocator allocator = new TestAllocator();
        DecimalVector x = new DecimalVector("x", allocator, 4, 0)) {
      x.allocateNew(2);
      x.set(0, 7);
      x.set(1, 7);
      x.setValueCount(2);
      x.getDataBuffer().setLong(16, 1_000_000);
      VectorSchemaRoot root = VectorSchemaRoot.of(x);
      RunOptions options =
          RunOptions.DEFAULTS.withAllocator(allocator).withBackend(Backend.GANDIVA);
      Select sums = new Select(List.of(col("x").plus(col("x")).as("sum")));
      assertThatThrownBy(() -> Rows.drain(sums.iterator(options, Sources.batches(List.of(root)))))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("at row 1");
    }
  }
}
