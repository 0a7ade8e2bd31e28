package io.sabot.operators.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class VectorSupportTest {
  @Test
  void widthIsAtLeastOneLong() {
    assertThat(VectorSupport.bits()).isGreaterThanOrEqualTo(Long.SIZE);
  }

  @Test
  void withoutTheModuleAVectorIsOneLong() {
    if (!VectorSupport.isAvailable()) {
      assertThat(VectorSupport.bits()).isEqualTo(Long.SIZE);
    }
  }
}
