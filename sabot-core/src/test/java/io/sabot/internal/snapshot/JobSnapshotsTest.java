package io.sabot.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.UnreadableState;
import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.testkit.TestAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSnapshotsTest {
  private static final String SHAPE = "keys: word\naggregates: count";

  private final TestAllocator allocator = new TestAllocator();
  private final CountState state = new CountState("counts", SHAPE, allocator);
  @TempDir private Path folder;

  @AfterEach
  void nothingIsHeld() {
    allocator.close();
  }

  private JobSnapshots begin(UnreadableState unreadable) {
    JobSnapshots snapshots = new SnapshotStore(folder, "topic words", unreadable).begin();
    snapshots.readInto(allocator);
    return snapshots;
  }

  private JobSnapshots begin() {
    return begin(UnreadableState.REFUSE);
  }

  private static void assign(JobSnapshots snapshots, CountState to, Map<Integer, String> notes) {
    snapshots.follow(new Signal.GroupsAssigned(notes), to);
  }

  /** A commit of all groups. */
  private static Map<Integer, String> commit(JobSnapshots snapshots, long id, CountState of) {
    snapshots.follow(new Signal.Barrier(id), of);
    Map<Integer, String> notes = snapshots.notes(id);
    snapshots.committed(id, notes.keySet());
    return notes;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Map<Integer, Map<String, Long>> restored(
      Map<Integer, String> notes, UnreadableState unreadable) {
    CountState fresh = new CountState("counts", SHAPE, allocator);
    assign(begin(unreadable), fresh, notes);
    return fresh.counts();
  }

  @Test
  void anotherRunGoesOnWithWhatACommitNames() {
    JobSnapshots first = begin();
    assign(first, state, Map.of(0, "", 1, "", 2, ""));
    state.add(0, "a");
    state.add(0, "b");
    state.add(1, "a");
    Map<Integer, String> notes = commit(first, 1, state);
    assertThat(notes.get(2)).isEqualTo("counts=-");
    assertThat(notes.get(0)).matches("counts=1-[0-9a-f]{12}");

    state.add(0, "lost");
    assertThat(restored(notes, UnreadableState.REFUSE))
        .isEqualTo(Map.of(0, Map.of("a", 1L, "b", 1L), 1, Map.of("a", 1L)));
  }

  @Test
  void groupsThatStayTheSameKeepTheirFile() throws IOException {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, "", 1, ""));
    state.add(0, "a");
    state.add(1, "a");
    Map<Integer, String> first = commit(snapshots, 1, state);
    state.add(1, "b");
    Map<Integer, String> second = commit(snapshots, 2, state);
    assertThat(second.get(0)).isEqualTo(first.get(0));
    assertThat(second.get(1)).isNotEqualTo(first.get(1));
    assertThat(files()).hasSize(3);
  }

  @Test
  void theLastTwoCommittedAreKeptOverRuns() throws IOException {
    Map<Integer, String> notes = Map.of(0, "");
    long barrier = 0;
    for (int run = 0; run < 3; run++) {
      JobSnapshots snapshots = begin();
      CountState fresh = new CountState("counts", SHAPE, allocator);
      assign(snapshots, fresh, notes);
      for (int i = 0; i < 3; i++) {
        fresh.add(0, "a");
        notes = commit(snapshots, ++barrier, fresh);
        assertThat(files()).hasSizeLessThanOrEqualTo(2);
      }
      // Written, and never committed: the next run removes it.
      fresh.add(0, "lost");
      snapshots.follow(new Signal.Barrier(++barrier), fresh);
      assertThat(files()).hasSize(3);
    }
    assertThat(restored(notes, UnreadableState.REFUSE)).isEqualTo(Map.of(0, Map.of("a", 9L)));
  }

  @Test
  void whatIsNotKnownToBeCommittedRemovesNothing() throws IOException {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, ""));
    for (int id = 1; id <= 4; id++) {
      state.add(0, "a");
      snapshots.follow(new Signal.Barrier(id), state);
      snapshots.notes(id);
      snapshots.committed(id, Set.of());
    }
    assertThat(files()).hasSize(4);
  }

  @Test
  void whatARunDoesNotKnowIsNeverRemoved() throws IOException {
    JobSnapshots slow = begin();
    assign(slow, state, Map.of(0, ""));
    state.add(0, "a");
    Map<Integer, String> notes = commit(slow, 1, state);

    JobSnapshots owner = begin();
    CountState other = new CountState("counts", SHAPE, allocator);
    assign(owner, other, notes);
    other.add(0, "b");
    Map<Integer, String> theirs = commit(owner, 1, other);

    state.add(0, "c");
    commit(slow, 2, state);
    state.add(0, "c");
    commit(slow, 3, state);
    assertThat(restored(theirs, UnreadableState.REFUSE))
        .isEqualTo(Map.of(0, Map.of("a", 1L, "b", 1L)));
  }

  @Test
  void groupsThatGoAreDroppedAndNoLongerNoted() {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, "", 1, ""));
    state.add(0, "a");
    state.add(1, "a");
    commit(snapshots, 1, state);
    snapshots.follow(new Signal.GroupsRevoked(Set.of(1)), state);
    assertThat(state.counts()).containsOnlyKeys(0);
    assertThat(commit(snapshots, 2, state)).containsOnlyKeys(0);

    Snapshots.NONE.follow(new Signal.GroupsRevoked(Set.of(0)), state);
    assertThat(state.counts()).isEmpty();
  }

  @Test
  void whatIsNotedIsFixedWhenTheBarrierPasses() {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, ""));
    state.add(0, "a");
    snapshots.follow(new Signal.Barrier(1), state);
    assign(snapshots, state, Map.of(1, ""));
    state.add(1, "b");
    snapshots.follow(new Signal.Barrier(2), state);
    assertThat(snapshots.notes(1)).containsOnlyKeys(0);
    snapshots.committed(1, Set.of(0));
    Map<Integer, String> notes = snapshots.notes(2);
    assertThat(restored(notes, UnreadableState.REFUSE)).containsOnlyKeys(0, 1);
  }

  @Test
  void twoStatesShareANote() {
    JobSnapshots snapshots = begin();
    CountState other = new CountState("a.second_one", SHAPE, allocator);
    assign(snapshots, state, Map.of(7, ""));
    assign(snapshots, other, Map.of(7, ""));
    state.add(7, "a");
    snapshots.follow(new Signal.Barrier(1), state);
    snapshots.follow(new Signal.Barrier(1), other);
    String note = snapshots.notes(1).get(7);
    assertThat(note).matches("a.second_one=-;counts=1-[0-9a-f]{12}");
    assertThat(note.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(1000);
  }

  /** Each byte of a snapshot, and each length it may be cut to. */
  @Test
  void damageIsFoundWhereverItIs() throws IOException {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, ""));
    state.add(0, "a");
    state.add(0, "b");
    Map<Integer, String> notes = commit(snapshots, 1, state);
    Path file = files().getFirst();
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      refused(file, bad, notes, "byte " + at);
    }
    for (int length = 0; length < good.length; length++) {
      refused(file, java.util.Arrays.copyOf(good, length), notes, "cut to " + length);
    }
    refused(file, java.util.Arrays.copyOf(good, good.length + 8), notes, "longer");
    Files.write(file, good);
    assertThat(restored(notes, UnreadableState.REFUSE).get(0)).hasSize(2);
  }

  private void refused(Path file, byte[] bytes, Map<Integer, String> notes, String how)
      throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> restored(notes, UnreadableState.REFUSE))
        .as(how)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("state counts: the snapshot that the last commit names must be whole")
        .hasMessageContaining(file.toString())
        .hasMessageContaining("bring the file back")
        .hasMessageContaining("withState(…, UnreadableState.USE_OLDER) takes an older snapshot")
        .hasMessageContaining("UnreadableState.BEGIN_EMPTY begins without");
  }

  /** As where its process is stopped between what it is told and what it reads. */
  @Test
  void whoWasGivenAGroupAndComesWhenOthersHaveCommittedBeginsAnew() {
    JobSnapshots first = begin();
    assign(first, state, Map.of(0, ""));
    state.add(0, "a");
    Map<Integer, String> notes = commit(first, 1, state);
    JobSnapshots other = begin();
    CountState there = new CountState("counts", SHAPE, allocator);
    assign(other, there, notes);
    for (int id = 2; id <= 4; id++) {
      there.add(0, "a");
      Map<Integer, String> now = commit(other, id, there);
      assertThat(restored(now, UnreadableState.REFUSE))
          .isEqualTo(Map.of(0, Map.of("a", (long) id)));
    }
    assertThatThrownBy(() -> restored(notes, UnreadableState.REFUSE))
        .isInstanceOf(RestartException.class)
        .hasMessageContaining("another run has committed since")
        .hasMessageContaining("the run begins anew from what was committed");
  }

  @Test
  void aMissingFileIsRefusedUnlessTheUserChose() throws IOException {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, "", 1, ""));
    state.add(0, "a");
    state.add(1, "a");
    commit(snapshots, 1, state);
    state.add(0, "b");
    Map<Integer, String> notes = commit(snapshots, 2, state);
    Files.delete(
        files().stream()
            .filter(file -> file.getFileName().toString().startsWith("2-"))
            .findFirst()
            .orElseThrow());
    assertThatThrownBy(() -> restored(notes, UnreadableState.REFUSE))
        .hasMessageContaining("there is no such file")
        .extracting(thrown -> ((RunException) thrown).code())
        .isEqualTo(ErrorCode.INVALID_SNAPSHOT);
    assertThat(restored(notes, UnreadableState.USE_OLDER))
        .isEqualTo(Map.of(0, Map.of("a", 1L), 1, Map.of("a", 1L)));
    assertThat(restored(notes, UnreadableState.BEGIN_EMPTY)).isEqualTo(Map.of(1, Map.of("a", 1L)));
    for (Path file : files()) {
      Files.write(file, new byte[] {1});
    }
    assertThatThrownBy(() -> restored(notes, UnreadableState.USE_OLDER))
        .hasMessageContaining("bring the file back");
  }

  @Test
  void aSnapshotOfAnotherShapeIsRefusedSayingWhatChanged() {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, ""));
    state.add(0, "a");
    Map<Integer, String> notes = commit(snapshots, 1, state);
    CountState other = new CountState("counts", "keys: word\naggregates: count, sum(x)", allocator);
    assertThatThrownBy(() -> assign(begin(), other, notes))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("where aggregates were count, but they are count, sum(x)")
        .hasMessageContaining("run the plan as it was, or choose");
    assign(begin(UnreadableState.BEGIN_EMPTY), other, notes);
    assertThat(other.counts()).isEmpty();
  }

  @Test
  void aStateThatTheCommitDoesNotNameIsRefused() {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, ""));
    state.add(0, "a");
    Map<Integer, String> notes = commit(snapshots, 1, state);
    CountState renamed = new CountState("totals", SHAPE, allocator);
    assertThatThrownBy(() -> assign(begin(), renamed, notes))
        .hasMessageContaining("state totals: the last commit of group 0 must name a snapshot")
        .hasMessageContaining("it names those of counts")
        .hasMessageContaining("with named(…)");
    assertThatThrownBy(() -> assign(begin(), renamed, Map.of(0, "of another program")))
        .hasMessageContaining("it is \"of another program\"")
        .hasMessageContaining("read as a group of its own");
  }

  @Test
  void aGroupFromTwoSourcesIsRefusedWhereTheyDisagree() {
    JobSnapshots snapshots = begin();
    assign(snapshots, state, Map.of(0, ""));
    assign(snapshots, state, Map.of(0, ""));
    assertThatThrownBy(() -> assign(snapshots, state, Map.of(0, "counts=-")))
        .hasMessageContaining("group 0 comes from two")
        .hasMessageContaining("read both topics as one source");
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    Path none = Files.createFile(folder.resolve("file"));
    JobSnapshots snapshots = new SnapshotStore(none, "topic", UnreadableState.REFUSE).begin();
    snapshots.readInto(allocator);
    assertThatThrownBy(
            () -> {
              assign(snapshots, state, Map.of(0, ""));
              state.add(0, "a");
              snapshots.follow(new Signal.Barrier(1), state);
            })
        .isInstanceOf(RunException.class)
        .hasMessageContaining("withState");
  }
}
