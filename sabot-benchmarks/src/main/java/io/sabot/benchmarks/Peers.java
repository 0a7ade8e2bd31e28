package io.sabot.benchmarks;

import java.util.Arrays;

/** The door of {@code ./dev peers}: which questions are asked of Sabot and its peers. */
public final class Peers {
  private Peers() {}

  /**
   * {@code operators} (where nothing is given), {@code expressions}, {@code db-benchmark}, {@code
   * scaling}, {@code sort}, {@code spill}, {@code kafka} or {@code cold}, then their arguments.
   */
  public static void main(String[] arguments) throws Exception {
    String verb = arguments.length == 0 ? "operators" : arguments[0];
    String[] rest = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
    switch (verb) {
      case "operators" -> OperatorPeers.run();
      case "cold" -> ColdPeers.run();
      case "db-benchmark" -> DbBenchmark.run(DbBenchmarkOptions.parse(rest));
      case "scaling" -> ScalingPeers.run(ScalingOptions.parse(rest));
      case "sort" -> SortPeers.run(SortOptions.parse(rest));
      case "spill" -> SpillBenchmark.run(SpillOptions.parse(rest));
      case "kafka" -> {
        String last = KafkaPeers.run(KafkaOptions.parse(rest));
        System.out.println(last);
      }
      case "expressions" -> ExpressionPeers.run(PeerOptions.parse(rest));
      default ->
          throw new IllegalArgumentException(
              "peers: verb must be operators, expressions, db-benchmark, scaling, sort, spill,"
                  + " kafka or cold, but it is \""
                  + verb
                  + "\"");
    }
  }
}
