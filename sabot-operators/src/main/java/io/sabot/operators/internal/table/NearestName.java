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

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
