package io.sabot.testkit;

import io.sabot.batch.Batch;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.arrow.vector.types.pojo.Schema;

/** Drives a run step by step, without an execution around it: what only a driver can try. */
final class RunDriver implements AutoCloseable {
  private static final List<KeyGroups> HALVES =
      List.of(
          new KeyGroups(0, KeyGroups.COUNT / 2),
          new KeyGroups(KeyGroups.COUNT / 2, KeyGroups.COUNT));

  /** Groups of which no row comes. */
  private static final Map<Integer, String> NEW = Map.of(-1, "");

  private final BatchOperator operator;
  private final RunContext context;
  private final List<Schema> schemas;
  private final List<List<Batch>> inputs;
  private final int[] next;
  private final boolean[] finished;
  private final boolean signals;
  private final boolean restores;
  private final List<Row> rows = new ArrayList<>();
  private final List<Signal> passed = new ArrayList<>();

  /** Per input, the batches whose watermark was given. */
  private final int[] announced;

  /** Per input, the signals that follow the last batch. */
  private final List<Deque<Signal>> behind = new ArrayList<>();

  private final boolean stateless;
  private Fed lastFed = Fed.BATCH;
  private boolean barrierPassed;
  private OperatorRun run;
  private int turn;

  private enum Fed {
    BATCH,
    SIGNAL,
    END
  }

  private RunDriver(
      BatchOperator operator,
      RunContext context,
      List<Schema> schemas,
      List<List<Batch>> inputs,
      boolean signals,
      boolean restores) {
    this.operator = operator;
    this.context = context;
    this.schemas = schemas;
    this.inputs = inputs;
    this.next = new int[inputs.size()];
    this.finished = new boolean[inputs.size()];
    this.announced = new int[inputs.size()];
    inputs.forEach(input ->
        behind.add(
            new ArrayDeque<>(signals ? List.of(new Signal.GroupsAssigned(NEW)) : List.of())));
    this.stateless = operator.properties().state() == OperatorProperties.State.STATELESS;
    this.signals = signals;
    this.restores = restores;
    this.run = operator.open(context, schemas);
  }

  static RunDriver plain(
      BatchOperator operator, RunContext context, List<Schema> schemas, List<List<Batch>> inputs) {
    return new RunDriver(operator, context, schemas, inputs, false, false);
  }

  /**
   * Groups are assigned at first; each batch comes with a watermark before it, and behind it with a
   * barrier, a flush, and groups that are revoked.
   */
  static RunDriver withSignals(
      BatchOperator operator, RunContext context, List<Schema> schemas, List<List<Batch>> inputs) {
    return new RunDriver(operator, context, schemas, inputs, true, false);
  }

  /** Between any two batches the state moves to a fresh run. */
  static RunDriver withRestores(
      BatchOperator operator, RunContext context, List<Schema> schemas, List<List<Batch>> inputs) {
    return new RunDriver(operator, context, schemas, inputs, false, true);
  }

  List<Row> rows() {
    return rows;
  }

  List<Signal> passed() {
    return passed;
  }

  void finish() {
    while (step()) {
      // Each step is one poll, with what it asks for.
    }
  }

  /** One poll, and the feeding it asks for; false at the end. */
  boolean step() {
    switch (run.poll()) {
      case Step.Emit(Batch batch) -> {
        try (batch) {
          if (batch.rowCount() == 0) {
            throw new AssertionError("a run must not emit an empty batch");
          }
          rows.addAll(Rows.of(batch, context.allocator()).list());
        }
        checkPlace();
      }
      case Step.Pass(Signal signal) -> {
        passed.add(signal);
        barrierPassed |= signal instanceof Signal.Barrier;
      }
      case Step.Blocked blocked -> {
        try {
          blocked.wakeUp().toCompletableFuture().join();
        } catch (CompletionException failed) {
          // A wake-up wakes in whatever way it completes.
        }
      }
      case Step.NeedsInput none -> {
        barrierPassed = false;
        if (restores) {
          restore();
        }
        feed();
      }
      case Step.Done done -> {
        return false;
      }
    }
    return true;
  }

  private void feed() {
    for (int i = 0; i < finished.length; i++) {
      int input = (turn + i) % finished.length;
      if (!finished[input] && run.accepts(input)) {
        turn = (input + 1) % finished.length;
        feed(input);
        return;
      }
    }
    throw new AssertionError("the run needs input but accepts none");
  }

  /** Rows that a barrier shuts in are part of what it stands for: they come before it. */
  private void checkPlace() {
    if (stateless && lastFed != Fed.BATCH) {
      throw new AssertionError(
          "a run without state must give the rows of a batch before it asks for more, but some"
              + " came behind the next "
              + lastFed.name().toLowerCase(Locale.ROOT)
              + "; declare OperatorProperties.STATEFUL");
    }
    if (barrierPassed) {
      throw new AssertionError("rows must stand before their barrier, but some came behind it");
    }
  }

  /** One thing at a time: the run is polled until it needs input before it is fed again. */
  private void feed(int input) {
    if (!behind.get(input).isEmpty()) {
      lastFed = Fed.SIGNAL;
      run.signal(input, behind.get(input).removeFirst());
      return;
    }
    List<Batch> batches = inputs.get(input);
    while (next[input] < batches.size() && batches.get(next[input]).rowCount() == 0) {
      next[input]++;
    }
    if (next[input] == batches.size()) {
      finished[input] = true;
      lastFed = Fed.END;
      run.finish(input);
      return;
    }
    int number = next[input];
    if (signals && announced[input] <= number) {
      announced[input] = number + 1;
      lastFed = Fed.SIGNAL;
      run.signal(input, new Signal.Watermark(number));
      return;
    }
    next[input]++;
    lastFed = Fed.BATCH;
    run.push(input, batches.get(number).share());
    if (signals) {
      behind
          .get(input)
          .addAll(
              List.of(
                  new Signal.Barrier(number),
                  Signal.FLUSH,
                  new Signal.GroupsRevoked(Set.of(-2 - number))));
    }
  }

  private void restore() {
    Map<String, List<Batch>> written = write();
    try {
      run.close();
      run = operator.open(context, schemas);
      for (StateTable table : run.state()) {
        List<Batch> batches = written.remove(table.name());
        while (batches != null && !batches.isEmpty()) {
          table.read(batches.removeFirst());
        }
      }
      if (!written.isEmpty()) {
        throw new AssertionError("a fresh run must have the state tables " + written.keySet());
      }
    } finally {
      written.values().forEach(batches -> batches.forEach(Batch::close));
    }
    for (int input = 0; input < finished.length; input++) {
      if (finished[input]) {
        run.finish(input);
      }
    }
  }

  private Map<String, List<Batch>> write() {
    Map<String, List<Batch>> written = new LinkedHashMap<>();
    try {
      for (StateTable table : run.state()) {
        List<Batch> batches = new ArrayList<>();
        if (written.put(table.name(), batches) != null) {
          throw new AssertionError("two state tables are called " + table.name());
        }
        for (KeyGroups half : HALVES) {
          batches.addAll(table.write(half));
        }
      }
      return written;
    } catch (Throwable failure) {
      written.values().forEach(batches -> batches.forEach(Batch::close));
      throw failure;
    }
  }

  @Override
  public void close() {
    run.close();
    run.close();
  }
}
