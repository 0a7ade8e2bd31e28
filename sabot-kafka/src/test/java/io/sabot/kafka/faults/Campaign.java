package io.sabot.kafka.faults;

import io.sabot.kafka.faults.FaultPlan.Planned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers are on their way through the processes of a group and a broker, while these are killed,
 * stopped and restarted as a plan says; when all is over, what has arrived is held against what was
 * promised. All of it happens on one thread, which looks at what arrives and does what is due.
 *
 * <p>Numbers are sent in portions, one for each fault, and no more than two portions ahead of those
 * that are complete: faults fall among numbers that are on their way, and overlap.
 */
final class Campaign implements AutoCloseable {
  private static final int PORTIONS_AHEAD = 2;
  private static final int FAULTS_PER_LINE = 20;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

  private final Settings settings;
  private final Chronicle chronicle = new Chronicle();
  private final Agenda agenda = new Agenda();
  private final Queue<Planned> plan;
  private final long portion;
  private final Path folder;
  private final BrokerProcess broker;
  private final Traffic traffic;
  private final Group group;
  private final Faults faults;
  private boolean wentWell;
  private long lastSeen;
  private long lastNews = System.nanoTime();

  /**
   * What is to be done.
   *
   * @param works what the processes do
   * @param count how many faults
   * @param numbers how many numbers
   * @param seed what the faults are drawn from
   * @param keeps whether what processes stored and said is kept where something fails
   */
  record Settings(Set<Work> works, int count, long numbers, long seed, boolean keeps) {}

  Campaign(Settings settings) throws IOException {
    this.settings = settings;
    // One for each fault, one before them and one behind them.
    this.portion = Math.max(1, settings.numbers() / (settings.count() + 2));
    this.plan =
        new ArrayDeque<>(
            FaultPlan.draw(new SplittableRandom(settings.seed()), settings.count(), portion)
                .faults());
    this.folder = folder(settings.keeps());
    Launcher launcher = new Launcher(folder);
    this.broker = new BrokerProcess(launcher);
    this.traffic = new Traffic(broker.bootstrap(), settings.works());
    this.group = new Group(broker.bootstrap(), launcher, settings.works(), chronicle);
    this.faults = new Faults(broker, group, traffic, agenda, chronicle, settings.numbers());
  }

  private static Path folder(boolean kept) throws IOException {
    return kept
        ? Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "run-")
            .toAbsolutePath()
        : Files.createTempDirectory("kafka-faults-");
  }

  /** Runs it to its end; what is not as it must be is told with its history. */
  void run() {
    try {
      begin();
      while (!isOver()) {
        step();
      }
      end();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(failure.getMessage() + "\n" + report(), failure);
    }
    String report = notAsPromised();
    if (!report.isEmpty()) {
      throw new AssertionError(report);
    }
    wentWell = true;
  }

  /** Brings the first numbers through one process and the broker, which the others start after. */
  private void begin() {
    traffic.open();
    group.add();
    while (traffic.complete() < portion) {
      traffic.sendUpTo(portion);
      traffic.look(LOOK);
      faults.requireAlive();
      requireNews();
    }
    group.member(0).stop();
    broker.stopAndRestart();
    group.replace(0);
    while (group.members().size() < Group.SIZE) {
      group.add();
    }
    lastNews = System.nanoTime();
    chronicle.add("the first " + portion + " numbers have arrived");
  }

  private boolean isOver() {
    return plan.isEmpty() && agenda.isEmpty() && traffic.complete() >= settings.numbers();
  }

  private void step() {
    long bound = (traffic.complete() / portion + PORTIONS_AHEAD) * portion;
    traffic.sendUpTo(plan.isEmpty() ? settings.numbers() : Math.min(settings.numbers(), bound));
    traffic.look(LOOK);
    while (!plan.isEmpty() && plan.peek().arrived() <= traffic.arrived()) {
      Planned next = plan.poll();
      agenda.after(Duration.ofMillis(next.delayMillis()), () -> faults.commit(next));
      if (plan.size() % FAULTS_PER_LINE == 0) {
        System.out.printf("%d faults are left%n", plan.size());
      }
    }
    agenda.work();
    faults.requireAlive();
    requireNews();
  }

  private void requireNews() {
    long now = System.nanoTime();
    if (traffic.arrived() != lastSeen || traffic.complete() >= settings.numbers()) {
      lastSeen = traffic.arrived();
      lastNews = now;
    } else if (now - lastNews > LONGEST_SILENCE.toNanos()) {
      throw new AssertionError(
          "numbers must arrive, but for %d seconds none did"
              .formatted(LONGEST_SILENCE.toSeconds()));
    }
  }

  /** Stops all processes in order: then all that was sent is noted as done. */
  private void end() {
    faults.stopAll();
    while (!agenda.isEmpty()) {
      traffic.look(LOOK);
      agenda.work();
    }
    traffic.lookToTheEnd();
    for (Work work : settings.works()) {
      long committed = traffic.committed(work);
      if (committed != settings.numbers()) {
        throw new AssertionError(
            "%s: %d numbers must be noted as done, but %d are"
                .formatted(work, settings.numbers(), committed));
      }
    }
  }

  private String report() {
    return Stream.of(
            notAsPromised(),
            "last of all:",
            chronicle.last(30),
            "last words of the processes:",
            faults.lastWords())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String notAsPromised() {
    StringBuilder text = new StringBuilder();
    traffic
        .accounts()
        .forEach((work, account) -> {
          for (Account.Fault fault : account.faults(traffic.sent())) {
            text.append(work).append(": ").append(fault.what()).append('\n');
            text.append(chronicle.around(fault.history())).append('\n');
          }
        });
    return text.toString();
  }

  /** What happened, in a line. */
  String summary() {
    String repeated =
        traffic.accounts().entrySet().stream()
            .map(entry -> entry.getKey() + " repeated " + entry.getValue().repeated())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d numbers, %s in %.1f s: %s",
        settings.numbers(),
        faults.counts(),
        chronicle.seconds(),
        repeated);
  }

  @Override
  public void close() throws IOException {
    group.close();
    broker.child().kill();
    traffic.close();
    if (wentWell || !settings.keeps()) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
