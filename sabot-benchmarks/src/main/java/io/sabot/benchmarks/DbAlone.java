package io.sabot.benchmarks;

import io.sabot.RunOptions;
import io.sabot.benchmarks.DbInput.Section;
import io.sabot.memory.RootMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One question of db-benchmark, asked of one engine alone in a process, over the columns that it
 * reads.
 */
public final class DbAlone {
  private DbAlone() {}

  /**
   * What a process found.
   *
   * @param first seconds of the first run
   * @param steady median seconds of the runs behind the warm-up, which either engine gets
   * @param held bytes in memory with the tables loaded
   * @param peak the most bytes in memory while the question ran
   * @param buffers what Sabot's buffers had of that; the rest is the JVM's: code and what compiles
   *     it, and the heap
   */
  record Outcome(double first, double steady, long held, long peak, long buffers) {
    long bytes() {
      return peak - held;
    }

    Outcome withBuffers(long bytes) {
      return new Outcome(first, steady, held, peak, bytes);
    }
  }

  /** Starts a process and waits for it. */
  static Outcome start(DbBenchmarkOptions options, String question, Side side) {
    List<String> arguments = new ArrayList<>(List.of(side.name()));
    arguments.addAll(options.arguments(List.of(question)));
    String[] found =
        ChildProcess.lastLine(ChildProcess.Flags.SAME, DbAlone.class, arguments).split(" ");
    return new Outcome(
        Double.parseDouble(found[0]),
        Double.parseDouble(found[1]),
        Long.parseLong(found[2]),
        Long.parseLong(found[3]),
        Long.parseLong(found[4]));
  }

  /** A form, then options that name one question; prints an {@link Outcome}. */
  public static void main(String[] arguments) {
    DbBenchmarkOptions options =
        DbBenchmarkOptions.parse(Arrays.copyOfRange(arguments, 1, arguments.length));
    Outcome found = ask(options, Side.valueOf(arguments[0]));
    System.out.printf(
        Locale.ROOT,
        "%f %f %d %d %d%n",
        found.first(),
        found.steady(),
        found.held(),
        found.peak(),
        found.buffers());
  }

  private static Outcome ask(DbBenchmarkOptions options, Side side) {
    Section section = Section.of(options.questions().getFirst());
    if (side.isSabot()) {
      try (DbInput input = new DbInput(options, section)) {
        List<DbQuestion> questions = side == Side.PLAIN ? input.plain() : input.encoded();
        return sabot(options, questions.getFirst());
      }
    }
    try (DbDuck duckdb = new DbDuck(options.threads())) {
      DbQuestion question;
      try (DbInput input = new DbInput(options, section)) {
        duckdb.load(input.tables(), input.enums(), side);
        question = input.plain().getFirst();
      }
      return time(options, () -> duckdb.time(question, side));
    }
  }

  private static Outcome sabot(DbBenchmarkOptions options, DbQuestion question) {
    try (BufferAllocator allocator =
        RootMemory.root().newChildAllocator(question.name(), 0, Long.MAX_VALUE)) {
      RunOptions counted =
          RunOptions.DEFAULTS.withParallelism(options.threads()).withAllocator(allocator);
      DbQuestion asked = question.with(counted);
      return time(options, () -> DbSuite.sabot(asked))
          .withBuffers(allocator.getPeakMemoryAllocation());
    }
  }

  private static Outcome time(DbBenchmarkOptions options, DoubleSupplier question) {
    long held = ProcessMemory.settle();
    double first = question.getAsDouble();
    PairedRuns.warm(
        options.warmMillis(),
        () -> {
          double _ = question.getAsDouble();
        });
    double[] seconds = new double[options.pairs()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = question.getAsDouble();
    }
    long peak = ProcessMemory.peak();
    Arrays.sort(seconds);
    return new Outcome(first, seconds[seconds.length / 2], held, peak, 0);
  }
}
