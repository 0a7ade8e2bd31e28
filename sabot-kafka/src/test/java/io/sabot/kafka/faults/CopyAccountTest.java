package io.sabot.kafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.kafka.faults.CopyAccount.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyAccountTest {
  private static final int NUMBERS = 20 * Numbers.PARTITIONS;

  private static CopyAccount of(Promise promise, IntStream numbers) {
    CopyAccount account = new CopyAccount(promise);
    numbers.forEach(n -> account.add(n, 1_000 + n, n % 2 == 0 ? "even" : "odd"));
    return account;
  }

  private static List<String> faults(CopyAccount account) {
    return account.faults(NUMBERS).stream().map(Account.Fault::what).toList();
  }

  @Test
  void allOfThemInOrderIsWell() {
    for (Promise promise : Promise.values()) {
      CopyAccount account = of(promise, IntStream.range(0, NUMBERS));
      assertThat(faults(account)).isEmpty();
      assertThat(account.complete()).isEqualTo(NUMBERS);
      assertThat(account.lastWriter(3)).isEqualTo("odd");
    }
  }

  @Test
  void aNumberThatIsMissingIsLost() {
    CopyAccount account =
        of(Promise.AT_LEAST_ONCE, IntStream.range(0, NUMBERS).filter(n -> n != 50));
    assertThat(account.complete()).isEqualTo(50);
    assertThat(account.arrived()).isEqualTo(NUMBERS - 1);
    assertThat(faults(account))
        .containsExactly(
            "50 (partition 2, offset 4) is lost", "in partition 2 62 must not arrive before 50");
    assertThat(account.faults(NUMBERS).getFirst().history())
        .containsExactlyElementsOf(
            IntStream.of(2, 14, 26, 38, 62, 74, 86, 98)
                .mapToObj(n -> new Account.Written(1_000 + n, "even", String.valueOf(n)))
                .toList());
  }

  @Test
  void aNumberThatComesAgainIsAFaultWhereThatWasPromised() {
    IntStream again = IntStream.concat(IntStream.range(0, NUMBERS), IntStream.of(50, 62));
    assertThat(faults(of(Promise.EXACTLY_ONCE, again)))
        .containsExactly(
            "50 (partition 2, offset 4) arrived more than once",
            "62 (partition 2, offset 5) arrived more than once");
    CopyAccount account =
        of(
            Promise.AT_LEAST_ONCE,
            IntStream.concat(IntStream.range(0, NUMBERS), IntStream.of(50, 62)));
    assertThat(faults(account)).isEmpty();
    assertThat(account.repeated()).isEqualTo(2);
  }

  @Test
  void aNumberThatComesTooEarlyIsAFault() {
    IntStream early =
        IntStream.concat(IntStream.range(0, 50), IntStream.of(62, 50, 51)).sequential();
    IntStream rest = IntStream.range(52, NUMBERS).filter(n -> n != 62);
    assertThat(faults(of(Promise.AT_LEAST_ONCE, IntStream.concat(early, rest))))
        .containsExactly("in partition 2 62 must not arrive before 50");
  }

  @Test
  void aNumberThatWasNotSentIsAFault() {
    assertThat(faults(of(Promise.AT_LEAST_ONCE, IntStream.range(0, NUMBERS + 1))))
        .containsExactly(NUMBERS + " was never sent");
  }

  @Test
  void historyAndWhatWasDoneNearItAreTold() {
    Chronicle chronicle = new Chronicle();
    chronicle.add("p1 is killed");
    long now = System.currentTimeMillis();
    assertThat(
            chronicle
                .around(List.of(new Account.Written(now + 50, "p2", "17")))
                .replaceAll("[0-9]+\\.[0-9]+", "T"))
        .isEqualToIgnoringWhitespace("T s  p1 is killed\nT s  p2 wrote 17");
    assertThat(chronicle.around(List.of(new Account.Written(now + 60_000, "p2", "17"))))
        .doesNotContain("killed");
  }
}
