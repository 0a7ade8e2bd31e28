package io.sabot.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Batch;
import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.state.KeyedState;
import io.sabot.state.StateInput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what was written at the last barrier, by group. */
final class StateShelf implements Snapshots, AutoCloseable {
  private final Map<Integer, List<Batch>> kept = new TreeMap<>();
  private int written;

  @Override
  public void follow(Signal signal, KeyedState state) {
    switch (signal) {
      case Signal.Barrier barrier -> state.changed().forEach(group -> take(group, state));
      case Signal.GroupsAssigned(var notes) -> notes.keySet().forEach(group -> give(group, state));
      case Signal.GroupsRevoked(var groups) -> groups.forEach(state::drop);
      default -> {}
    }
  }

  /** How often a group was written. */
  int written() {
    return written;
  }

  private void take(int group, KeyedState state) {
    written++;
    List<Batch> batches = new ArrayList<>();
    state.write(group, batches::add);
    assertThat(batches)
        .allSatisfy(batch ->
            assertThat(batch.schema().getFields()).hasSameSizeAs(state.schema().getFields()));
    forget(kept.put(group, batches));
    assertThat(state.changed()).doesNotContain(group);
  }

  private void give(int group, KeyedState state) {
    ArrayDeque<Batch> batches = new ArrayDeque<>();
    kept.getOrDefault(group, List.of()).forEach(batch -> batches.add(batch.share()));
    state.read(
        group,
        new StateInput() {
          @Override
          public long nextBytes() {
            return batches.isEmpty() ? 0 : batches.peek().bytes();
          }

          @Override
          public @Nullable Batch next() {
            return batches.poll();
          }
        });
    assertThat(state.changed()).doesNotContain(group);
  }

  private static void forget(@Nullable List<Batch> batches) {
    if (batches != null) {
      batches.forEach(Batch::close);
    }
  }

  @Override
  public void close() {
    kept.values().forEach(StateShelf::forget);
  }
}
