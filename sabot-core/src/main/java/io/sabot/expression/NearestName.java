package io.sabot.expression;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
final class NearestName {
  private NearestName() {}

  /** The name with the fewest edits from {@code wanted}, or null where none is near. */
  static @Nullable String of(String wanted, List<String> names) {
    String nearest = null;
    int best = Math.max(2, wanted.length() / 2) + 1;
    for (String name : names) {
      int edits = edits(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < best) {
        best = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  /**
   * Levenshtein's distance: insertions, deletions and substitutions that turn one into the other.
   */
  private static int edits(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
