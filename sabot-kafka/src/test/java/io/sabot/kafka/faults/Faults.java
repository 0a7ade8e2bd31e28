package io.sabot.kafka.faults;

import io.sabot.kafka.faults.FaultPlan.Planned;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kills, pauses, stops and restarts; notes what it does. */
final class Faults {
  private final BrokerProcess broker;
  private final Group group;
  private final Traffic traffic;
  private final Agenda agenda;
  private final Chronicle chronicle;
  private final long numbers;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private final Set<Child> stopping = new HashSet<>();

  Faults(
      BrokerProcess broker,
      Group group,
      Traffic traffic,
      Agenda agenda,
      Chronicle chronicle,
      long numbers) {
    this.broker = broker;
    this.group = group;
    this.traffic = traffic;
    this.agenda = agenda;
    this.chronicle = chronicle;
    this.numbers = numbers;
  }

  /** Does what was planned. */
  void commit(Planned planned) {
    counts.merge(planned.kind(), 1, Integer::sum);
    switch (planned.kind()) {
      case KILL_PROCESS -> whenStarted(planned.slot(), () -> kill(planned.slot()));
      case PAUSE_PROCESS ->
          // One of them goes on, which takes over.
          agenda.when(
              "no process stands still",
              () -> group.members().stream().noneMatch(Child::isPaused),
              () -> pause(planned.slot()));
      case KILL_BROKER -> {
        broker.killAndRestart();
        chronicle.add("the broker is killed, and started as " + broker.child());
      }
      case PAUSE_BROKER ->
          agenda.when(
              "the broker does not stand still",
              () -> !broker.child().isPaused(),
              () -> pauseBroker(Duration.ofMillis(planned.pauseMillis())));
      case ROLLING_RESTART -> roll(0);
    }
  }

  private void whenStarted(int slot, Runnable action) {
    agenda.when(
        "the process in slot " + slot + " has started", () -> group.hasStarted(slot), action);
  }

  private void kill(int slot) {
    Child member = group.member(slot);
    member.kill();
    chronicle.add(member + " is killed");
    group.replace(slot);
  }

  /** Longer than its session, and until others write what it wrote. */
  private void pause(int slot) {
    Child member = group.member(slot);
    Map<Account, Set<Integer>> own =
        traffic.accounts().values().stream()
            .collect(Collectors.toMap(account -> account, account -> writtenBy(member, account)));
    member.pause();
    chronicle.add(member + " stands still, which wrote partitions " + own.values());
    agenda.after(
        Work.SESSION.plusMillis(300),
        "others write what " + member + " wrote",
        () ->
            group.member(slot) != member
                || traffic.complete() >= numbers
                || own.entrySet().stream().allMatch(entry -> isTaken(member, entry)),
        () -> resume(slot, member));
  }

  private static Set<Integer> writtenBy(Child member, Account account) {
    return IntStream.range(0, Numbers.PARTITIONS)
        .filter(partition -> member.name().equals(account.lastWriter(partition)))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static boolean isTaken(Child member, Map.Entry<Account, Set<Integer>> own) {
    return own.getValue().stream()
        .noneMatch(partition -> member.name().equals(own.getKey().lastWriter(partition)));
  }

  private void resume(int slot, Child member) {
    if (group.member(slot) == member) {
      member.resume();
      chronicle.add(member + " goes on");
    }
  }

  private void pauseBroker(Duration time) {
    Child paused = broker.child();
    paused.pause();
    chronicle.add("the broker stands still");
    agenda.after(
        time,
        () -> {
          if (broker.child() == paused) {
            paused.resume();
            chronicle.add("the broker goes on");
          }
        });
  }

  private void roll(int slot) {
    if (slot == Group.SIZE) {
      return;
    }
    agenda.when(
        "the process in slot " + slot + " goes on",
        () -> group.hasStarted(slot) && !group.member(slot).isPaused(),
        () -> stopAndReplace(slot));
  }

  private void stopAndReplace(int slot) {
    Child member = group.member(slot);
    stop(member);
    agenda.when(
        member + " has stopped",
        () -> !member.isAlive(),
        () -> {
          if (group.member(slot) == member) {
            requireStopped(member);
            group.replace(slot);
          }
          whenStarted(slot, () -> roll(slot + 1));
        });
  }

  private void stop(Child member) {
    stopping.add(member);
    member.askToStop();
    chronicle.add(member + " is told to stop");
  }

  private void requireStopped(Child member) {
    if (member.exitValue() != 0) {
      throw new AssertionError(member + " must stop in order, but said\n" + member.lastWords());
    }
    chronicle.add(member + " has stopped");
  }

  /** Stops all processes in order. */
  void stopAll() {
    for (int slot = 0; slot < Group.SIZE; slot++) {
      int stopped = slot;
      whenStarted(
          stopped,
          () -> {
            Child member = group.member(stopped);
            stop(member);
            agenda.when(
                member + " has stopped", () -> !member.isAlive(), () -> requireStopped(member));
          });
    }
  }

  /** Fails where something has died that nobody killed. */
  void requireAlive() {
    everybody()
        .filter(child -> !child.isAlive() && !stopping.contains(child))
        .forEach(child -> {
          throw new AssertionError(
              child + " must not die by itself, but said\n" + child.lastWords());
        });
  }

  private Stream<Child> everybody() {
    return Stream.concat(Stream.of(broker.child()), group.members().stream());
  }

  /**
   * What processes said last. What their threads do goes to their logs, for those that are kept.
   */
  String lastWords() {
    everybody().forEach(Child::tellThreads);
    return everybody()
        .map(child -> child + ":\n" + child.lastWords())
        .collect(Collectors.joining("\n"));
  }

  /** How many faults of which kind. */
  String counts() {
    List<String> parts =
        counts.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).toList();
    return counts.values().stream().mapToInt(Integer::intValue).sum() + " faults " + parts;
  }
}
