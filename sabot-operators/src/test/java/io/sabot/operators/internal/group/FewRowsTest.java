package io.sabot.operators.internal.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FewRowsTest {
  private static final int BATCH = 64;

  @Test
  void untilFourBatchesOfGroupsNothingSeems() {
    FewRows unknown = new FewRows(Long.MAX_VALUE, BATCH);
    assertThat(unknown.seem(4 * BATCH - 1, 4 * BATCH, BATCH, BATCH)).isFalse();
    assertThat(unknown.seem(4 * BATCH, 4 * BATCH, BATCH, BATCH)).isTrue();
    assertThat(unknown.seem(4 * BATCH, 8 * BATCH, BATCH, BATCH)).isFalse();
    assertThat(unknown.seem(4 * BATCH, 5 * BATCH, BATCH / 2, BATCH)).isFalse();
  }

  @Test
  void whereRowsAreNotCountedNothingIsSaid() {
    assertThat(new FewRows(Long.MAX_VALUE, BATCH).willBe(BATCH, BATCH, BATCH)).isFalse();
  }

  /** 64 new ones among 64 speak for some 4,160 groups, 60 for 832. */
  @Test
  void theMoreRowsFindTheirGroupTheFewerGroupsWillBe() {
    assertThat(new FewRows(8_000, BATCH).willBe(BATCH, 64, 64)).isTrue();
    assertThat(new FewRows(8_000, BATCH).willBe(BATCH, 60, 64)).isFalse();
    assertThat(new FewRows(1_600, BATCH).willBe(BATCH, 60, 64)).isTrue();
    assertThat(new FewRows(1_600, BATCH).willBe(BATCH - 1, 60, 64)).isFalse();
  }

  @Test
  void itIsSaidAgainOfTwiceAsManyGroups() {
    FewRows few = new FewRows(1_000, BATCH);
    assertThat(few.willBe(100, 64, 64)).isTrue();
    assertThat(few.willBe(199, 64, 64)).isFalse();
    assertThat(few.willBe(200, 64, 64)).isTrue();
  }
}
