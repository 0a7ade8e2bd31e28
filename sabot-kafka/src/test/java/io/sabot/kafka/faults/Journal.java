package io.sabot.kafka.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was written, when, and by which process, in the order in which it arrived. */
final class Journal {
  /** What is shown of it at most. */
  private static final int MOST = 60;

  private final List<String> writers = new ArrayList<>();
  private final Map<String, Integer> writerNumbers = new HashMap<>();
  private long[] millis = new long[1 << 12];
  private int[] writtenBy = new int[1 << 12];
  private int[] subjects = new int[1 << 12];
  private long[] counts = new long[1 << 12];
  private int size;

  /** Chooses entries. */
  @FunctionalInterface
  interface Choice {
    boolean takes(int subject, long count);
  }

  /** Says what an entry says. */
  @FunctionalInterface
  interface Text {
    String of(int subject, long count);
  }

  /** Adds an entry: a number or a key, and how many that are now. */
  void add(long at, String writer, int subject, long count) {
    if (size == subjects.length) {
      millis = Arrays.copyOf(millis, 2 * size);
      writtenBy = Arrays.copyOf(writtenBy, 2 * size);
      subjects = Arrays.copyOf(subjects, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    millis[size] = at;
    writtenBy[size] = writerNumbers.computeIfAbsent(writer, this::added);
    subjects[size] = subject;
    counts[size] = count;
    size++;
  }

  private int added(String writer) {
    writers.add(writer);
    return writers.size() - 1;
  }

  /** The entries of a choice, the first {@value #MOST} of them. */
  List<Account.Written> of(Choice choice, Text text) {
    List<Account.Written> found = new ArrayList<>();
    for (int i = 0; i < size && found.size() < MOST; i++) {
      if (choice.takes(subjects[i], counts[i])) {
        found.add(
            new Account.Written(
                millis[i], writers.get(writtenBy[i]), text.of(subjects[i], counts[i])));
      }
    }
    return found;
  }
}
