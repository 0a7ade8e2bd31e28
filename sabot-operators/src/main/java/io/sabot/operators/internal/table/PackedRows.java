package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are indexed at once, whose keys are several numbers. Between which numbers those of
 * each column lie is looked at first; a word then has just the bits that takes.
 */
final class PackedRows implements RowsAtOnce.Preparation {
  private final RunContext context;
  private final Reservation reservation;
  private final Consumer<PackedForm> adopting;

  /** Per key column its words alone, in runs of the same rows. */
  private final List<WordRuns> columns = new ArrayList<>();

  /** Per key column what each of its runs holds. */
  private final List<List<WordBounds>> bounds = new ArrayList<>();

  private final WordRuns runs = new WordRuns();
  private @Nullable PackedForm form;

  /**
   * Of rows that stay with the caller.
   *
   * @param keys per key column its pieces, in order
   * @param adopting receives the form of the words that are indexed
   */
  PackedRows(
      List<List<Column>> keys,
      RunContext context,
      Reservation reservation,
      Consumer<PackedForm> adopting) {
    this.context = context;
    this.reservation = reservation;
    this.adopting = adopting;
    keys.forEach(key -> columns.add(new WordRuns()));
    for (int piece = 0; piece < keys.getFirst().size(); piece++) {
      add(piece(keys, piece), context.allocator());
    }
  }

  private static List<Column> piece(List<List<Column>> keys, int piece) {
    return keys.stream().map(key -> key.get(piece)).toList();
  }

  private void add(List<Column> key, BufferAllocator allocator) {
    long[] valid = LogicalValidity.ofAll(key, allocator);
    int rows = key.getFirst().length();
    for (int i = 0; i < key.size(); i++) {
      columns.get(i).add(WordRuns.values(key.get(i)), valid, rows);
    }
    runs.add(() -> reader(key), valid, rows);
  }

  /** The words, which there are when it is known how many bits each column has. */
  WordRuns runs() {
    return runs;
  }

  @Override
  public List<Runnable> pieces() {
    List<Runnable> pieces = new ArrayList<>();
    for (WordRuns column : columns) {
      List<WordBounds> all = new ArrayList<>();
      bounds.add(all);
      for (WordRun run : column.list()) {
        WordBounds some = new WordBounds();
        all.add(some);
        pieces.add(() -> run.visit((words, rows, count) -> some.include(words, 0, count)));
      }
    }
    return pieces;
  }

  @Override
  public boolean succeeded() {
    KeyCoder[] coders = new KeyCoder[columns.size()];
    for (int i = 0; i < coders.length; i++) {
      WordBounds all = new WordBounds();
      bounds.get(i).forEach(all::include);
      KeyCoder coder = all.rows() == 0 ? null : window(all);
      if (coder == null) {
        return false;
      }
      coders[i] = coder;
    }
    form = PackedForm.of(coders);
    return form.bits() <= Long.SIZE;
  }

  private @Nullable KeyCoder window(WordBounds all) {
    return RangeCoder.between(all.lowest(), all.highest(), context, reservation);
  }

  private WordRun.Reader reader(List<Column> key) {
    PackedForm known = form;
    KeyCoder.Lookup[] lookups = new KeyCoder.Lookup[key.size()];
    for (int i = 0; i < lookups.length; i++) {
      lookups[i] = known.coders()[i].lookup(key.get(i), null);
    }
    long[] codes = new long[WordIndex.STEP];
    return (from, count, words) -> {
      Arrays.fill(words, 0, count, 0);
      for (int i = 0, shift = 0; i < lookups.length; shift += known.widths()[i], i++) {
        lookups[i].find(from, count, codes);
        PackedForm.or(codes, shift, words, count);
      }
    };
  }

  @Override
  public void adopt() {
    adopting.accept(form);
  }
}
