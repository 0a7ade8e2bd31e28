package io.sabot.kafka.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was done to the processes and the broker, and when. */
final class Chronicle {
  /** What was done so long before or after a record may have to do with it. */
  private static final long NEAR_MILLIS = 6_000;

  private final long begin = System.currentTimeMillis();
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(long millis, String text) {}

  void add(String text) {
    entries.add(new Entry(System.currentTimeMillis(), text));
  }

  /** Records and what was done near them, in the order of their times. */
  String around(List<Account.Written> history) {
    return Stream.concat(
            history.stream()
                .map(written ->
                    new Entry(
                        written.millis(), "  " + written.writer() + " wrote " + written.what())),
            entries.stream().filter(entry -> isNear(entry, history)))
        .sorted(Comparator.comparingLong(Entry::millis))
        .map(this::line)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isNear(Entry entry, List<Account.Written> history) {
    return history.stream()
        .anyMatch(written -> Math.abs(written.millis() - entry.millis()) <= NEAR_MILLIS);
  }

  /** The last things that were done. */
  String last(int count) {
    return entries.subList(Math.max(0, entries.size() - count), entries.size()).stream()
        .map(this::line)
        .collect(Collectors.joining("\n"));
  }

  double seconds() {
    return (System.currentTimeMillis() - begin) / 1_000.0;
  }

  private String line(Entry entry) {
    return String.format(
        Locale.ROOT, "%9.3f s  %s", (entry.millis() - begin) / 1_000.0, entry.text());
  }
}
