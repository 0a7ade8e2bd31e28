package io.sabot.kafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TotalsAccountTest {
  private static final long NUMBERS = 5L * Numbers.KEYS + 7;

  /** Each key comes after so many of its numbers, and at its end. */
  private static TotalsAccount all() {
    TotalsAccount account = new TotalsAccount();
    for (int key = 0; key < Numbers.KEYS; key++) {
      long end = Numbers.countOf(key, NUMBERS);
      for (long count = 2; count <= end; count += end - 2) {
        add(account, key, count);
      }
    }
    return account;
  }

  private static void add(TotalsAccount account, int key, long count) {
    account.add(key, count, sum(key, key + count * Numbers.KEYS), 1_000, "p1");
  }

  private static long sum(int key, long bound) {
    return LongStream.range(0, bound).filter(n -> Numbers.key(n) == key).sum();
  }

  private static List<String> faults(TotalsAccount account) {
    return account.faults(NUMBERS).stream().map(Account.Fault::what).toList();
  }

  @Test
  void theLastCountsAreTheBatchAnswer() {
    TotalsAccount account = all();
    assertThat(faults(account)).isEmpty();
    assertThat(account.arrived()).isEqualTo(NUMBERS);
    assertThat(account.complete()).isGreaterThanOrEqualTo(NUMBERS);
    assertThat(account.lastWriter(0)).isEqualTo("p1");
  }

  @Test
  void aCountThatIsShortAtTheEndIsAFault() {
    TotalsAccount account = new TotalsAccount();
    for (int key = 0; key < Numbers.KEYS; key++) {
      add(account, key, Numbers.countOf(key, NUMBERS) - (key == 17 ? 1 : 0));
    }
    assertThat(faults(account))
        .containsExactly("key 17 (partition 5) has 5 numbers, but the last count is 4");
    assertThat(account.complete()).isEqualTo(17 + 4 * Numbers.KEYS);
  }

  @Test
  void aSumOfOtherNumbersIsAFault() {
    TotalsAccount account = all();
    account.add(17, 5, sum(17, NUMBERS) + 1, 2_000, "p2");
    assertThat(faults(account))
        .containsExactly(
            "key 17 (partition 5): its first 5 numbers have the sum 4885, but it is 4886");
    assertThat(account.faults(NUMBERS).getFirst().history())
        .contains(new Account.Written(2_000, "p2", "key 17: 5 numbers"));
  }

  @Test
  void aCountThatGoesBackIsAFault() {
    TotalsAccount account = all();
    add(account, 17, 3);
    add(account, 17, 5);
    assertThat(faults(account))
        .containsExactly("key 17 (partition 5): there were 5 numbers, then 3");
  }
}
