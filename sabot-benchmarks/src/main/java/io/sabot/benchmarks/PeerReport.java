package io.sabot.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Prints what pairs of runs gave, and keeps their ratios for the last line. */
final class PeerReport {
  /** Whom Sabot is held against. */
  enum Peer {
    DUCKDB,
    GANDIVA;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Ratio(Peer peer, String question, double value) {}

  private final List<Ratio> ratios = new ArrayList<>();

  void section(String title) {
    System.out.printf("%n%s%n", title);
    System.out.printf(
        "%-44s %12s %12s %8s %16s%n", "question", "sabot s", "peer s", "ratio", "min … max");
  }

  void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  /** One line: seconds, median ratio (above 1 Sabot is faster) and its spread. */
  void add(Peer peer, String question, PairedRuns runs) {
    double[] spread = runs.speedUps();
    say(
        "%-44s %12.6f %12.6f %8.2f %7.2f … %.2f",
        question + ", " + peer.text(),
        runs.medianFirst(),
        runs.medianSecond(),
        runs.medianSpeedUp(),
        spread[0],
        spread[spread.length - 1]);
    keep(peer, question, runs.medianSpeedUp());
  }

  /** Keeps a ratio without a line of its own. */
  void keep(Peer peer, String question, double ratio) {
    ratios.add(new Ratio(peer, question, ratio));
  }

  /** How many ratios there are: the start of a group for {@link #summary}. */
  int mark() {
    return ratios.size();
  }

  /** The distribution of the ratios since a mark, and the losers among them. */
  void summary(String title, int mark, int losers) {
    List<Ratio> group = new ArrayList<>(ratios.subList(mark, ratios.size()));
    group.sort(Comparator.comparingDouble(Ratio::value));
    say(
        "%s: geomean %.2f, p10 %.2f, median %.2f, worst %.2f, best %.2f",
        title,
        geomean(group),
        group.get(group.size() / 10).value(),
        group.get(group.size() / 2).value(),
        group.getFirst().value(),
        group.getLast().value());
    List<Ratio> lost = group.stream().filter(ratio -> ratio.value() < 1).toList();
    if (!lost.isEmpty()) {
      say("%s: %d of %d lost", title, lost.size(), group.size());
    }
    lost.stream()
        .limit(losers)
        .forEach(ratio ->
            say("  lost %.2f to %s: %s", ratio.value(), ratio.peer().text(), ratio.question()));
  }

  /** The last line: over all ratios of each peer. */
  void end() {
    say("geomean vs duckdb: %.2f, vs gandiva: %.2f", geomean(Peer.DUCKDB), geomean(Peer.GANDIVA));
  }

  double geomean(Peer peer) {
    return geomean(ratios.stream().filter(ratio -> ratio.peer() == peer).toList());
  }

  private static double geomean(List<Ratio> group) {
    return Math.exp(
        group.stream().mapToDouble(ratio -> Math.log(ratio.value())).average().orElse(Double.NaN));
  }
}
