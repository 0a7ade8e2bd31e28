package io.sabot.operators.internal.table;

import java.util.List;

/** Guesses which name was meant. */
public final class NearestName {
  private NearestName() {}

  /** The candidate with the fewest letters to change, case aside; there is at least one. */
  public static String of(String name, List<String> candidates) {
    String nearest = candidates.getFirst();
    int best = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(lower(name), lower(candidate));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  /** Letters to add, drop, change, or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[][] edits = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, one, other, i, j);
      }
    }
    return edits[one.length()][other.length()];
  }

  private static int edits(int[][] edits, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least =
        Math.min(
            edits[i - 1][j - 1] + (same ? 0 : 1),
            Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
