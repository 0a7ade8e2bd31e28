package io.sabot.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyGroupsTest {
  @Test
  void areTheHighSevenBits() {
    assertThat(KeyGroups.of(0)).isZero();
    assertThat(KeyGroups.of(-1)).isEqualTo(127);
    assertThat(KeyGroups.of(Long.MIN_VALUE)).isEqualTo(64);
    assertThat(KeyGroups.of((1L << 57) - 1)).isZero();
    assertThat(KeyGroups.of(1L << 57)).isEqualTo(1);
  }

  @Test
  void rangesEndBeforeTheirEnd() {
    KeyGroups half = new KeyGroups(0, 64);
    assertThat(half.contains(63)).isTrue();
    assertThat(half.contains(64)).isFalse();
    assertThat(KeyGroups.ALL.contains(127)).isTrue();
  }
}
