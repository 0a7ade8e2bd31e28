package io.sabot.internal.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * The name with the fewest edits from {@code wanted}, case and surrounding blanks aside, or null
   * where none is near. Of several the first.
   */
  public static @Nullable String of(String wanted, Collection<String> names) {
    String nearest = null;
    int best = Math.max(2, wanted.strip().length() / 2) + 1;
    for (String name : names) {
      int edits = edits(plain(wanted), plain(name));
      if (edits < best) {
        best = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  /** {@code did you mean "name"? }, to start a cure with, or nothing where no name is near. */
  public static String hint(String wanted, Collection<String> names) {
    String nearest = of(wanted, names);
    return nearest == null ? "" : "did you mean \"" + nearest + "\"? ";
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Letters to add, drop, change, or swap with their neighbour. */
  private static int edits(String one, String other) {
    int[] beforeLast = new int[0];
    int[] last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(one, i, other, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[other.length()];
  }

  private static boolean swapped(String one, int i, String other, int j) {
    return i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1);
  }
}
