package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of numbers of fixed width, such as {@code uuuu-MM-dd HH:mm:ss.SSS}, read and written
 * digit by digit. What it cannot read or write, the formatter of java.time may still.
 */
public final class DigitPattern {
  private static final String LETTERS = "uMdHmsS";
  private static final int LITERAL = -1;
  private static final int YEAR = 0;
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int HOUR = 3;
  private static final int MINUTE = 4;
  private static final int SECOND = 5;
  private static final int FRACTION = 6;

  /** An index into {@link #LETTERS}, or a literal. */
  private final int[] fields;

  private final int[] widths;
  private final byte[] literals;
  private final int length;

  private DigitPattern(int[] fields, int[] widths, byte[] literals) {
    this.fields = fields;
    this.widths = widths;
    this.literals = literals;
    this.length = Arrays.stream(widths).sum();
  }

  /** The pattern, or null where it has other letters, other widths, or one of them twice. */
  public static @Nullable DigitPattern of(String letters) {
    int[] fields = new int[letters.length()];
    int[] widths = new int[letters.length()];
    byte[] literals = new byte[letters.length()];
    int count = 0;
    boolean quoted = false;
    for (int at = 0; at < letters.length(); ) {
      char letter = letters.charAt(at);
      int end = at + 1;
      if (letter == '\'') {
        if (end < letters.length() && letters.charAt(end) == letter) {
          return null;
        }
        quoted = !quoted;
      } else if (quoted || "-/.:, ".indexOf(letter) >= 0) {
        if (letter > 127) {
          return null;
        }
        fields[count] = LITERAL;
        widths[count] = 1;
        literals[count++] = (byte) letter;
      } else {
        while (end < letters.length() && letters.charAt(end) == letter) {
          end++;
        }
        fields[count] = LETTERS.indexOf(letter);
        widths[count] = end - at;
        if (!isFixed(fields, widths, count++)) {
          return null;
        }
      }
      at = end;
    }
    return new DigitPattern(
        Arrays.copyOf(fields, count), Arrays.copyOf(widths, count), Arrays.copyOf(literals, count));
  }

  private static boolean isFixed(int[] fields, int[] widths, int index) {
    int field = fields[index];
    for (int i = 0; i < index; i++) {
      if (fields[i] == field) {
        return false;
      }
    }
    return switch (field) {
      case LITERAL -> false;
      case YEAR -> widths[index] == 4;
      case FRACTION -> widths[index] <= 9;
      default -> widths[index] == 2;
    };
  }

  /** Whether it has these letters. */
  boolean has(String letters) {
    List<Integer> all = Arrays.stream(fields).boxed().toList();
    return letters.chars().allMatch(letter -> all.contains(LETTERS.indexOf(letter)));
  }

  /** Room for what {@link #read} finds. */
  static long[] fields() {
    return new long[LETTERS.length()];
  }

  /** Whether a text reads; its numbers lie in {@code to}, the fraction in nanoseconds. */
  boolean read(MemorySegment bytes, long start, long size, long[] to) {
    if (size != length) {
      return false;
    }
    long at = start;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] == LITERAL) {
        if (bytes.get(Memory.BYTE, at++) != literals[i]) {
          return false;
        }
        continue;
      }
      int number = 0;
      for (int k = 0; k < widths[i]; k++) {
        int digit = bytes.get(Memory.BYTE, at++) - '0';
        if (digit < 0 || digit > 9) {
          return false;
        }
        number = number * 10 + digit;
      }
      to[fields[i]] = fields[i] == FRACTION ? number * power(9 - widths[i]) : number;
    }
    return true;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /** The day that was read, or the smallest number where there is none. */
  static long day(long[] read) {
    long year = read[YEAR];
    int month = (int) read[MONTH];
    long day = read[DAY];
    boolean exists =
        month >= 1 && month <= 12 && day >= 1 && day <= CivilDays.lengthOfMonth(year, month);
    return exists ? CivilDays.day(year, month, (int) day) : Long.MIN_VALUE;
  }

  /** The nanosecond of the day that was read, or the smallest number where there is none. */
  static long nanosecond(long[] read) {
    boolean exists = read[HOUR] < 24 && read[MINUTE] < 60 && read[SECOND] < 60;
    long second = read[HOUR] * 3_600 + read[MINUTE] * 60 + read[SECOND];
    return exists ? second * 1_000_000_000 + read[FRACTION] : Long.MIN_VALUE;
  }

  /** Bytes of a text. */
  int length() {
    return length;
  }

  /**
   * Writes a text of {@link #length} bytes; whether it could.
   *
   * @param second of the day
   */
  boolean write(long day, int second, int nanosecond, MemorySegment to, long start) {
    long date = CivilDays.date(day);
    long year = CivilDays.year(date);
    if (year < 0 || year > 9_999) {
      return false;
    }
    long at = start;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] == LITERAL) {
        to.set(Memory.BYTE, at++, literals[i]);
        continue;
      }
      long number =
          switch (fields[i]) {
            case YEAR -> year;
            case MONTH -> CivilDays.month(date);
            case DAY -> CivilDays.dayOfMonth(date);
            case HOUR -> second / 3_600;
            case MINUTE -> second / 60 % 60;
            case SECOND -> second % 60;
            default -> nanosecond / power(9 - widths[i]);
          };
      for (int k = widths[i] - 1; k >= 0; k--) {
        to.set(Memory.BYTE, at + k, (byte) ('0' + number % 10));
        number /= 10;
      }
      at += widths[i];
    }
    return true;
  }
}
