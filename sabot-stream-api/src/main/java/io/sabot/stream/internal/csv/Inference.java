package io.sabot.stream.internal.csv;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The narrowest type that takes every value seen. Whole numbers with a leading zero are codes, not
 * numbers, and whole numbers beyond 64 bits would lose digits as floating point: both stay text.
 */
final class Inference {
  private record Candidate(ArrowType type, CsvParser parser) {}

  private final List<Candidate> candidates = new ArrayList<>();
  private boolean seen;

  Inference() {
    ArrowType.Int whole = new ArrowType.Int(64, true);
    ArrowType.Timestamp local = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
    ArrowType.Timestamp instant = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    candidates.add(new Candidate(ArrowType.Bool.INSTANCE, new BoolParser()));
    candidates.add(new Candidate(whole, new IntegerParser(whole)));
    candidates.add(
        new Candidate(
            new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), FloatParser.ofDoubles()));
    candidates.add(new Candidate(new ArrowType.Date(DateUnit.DAY), new DateParser(1)));
    candidates.add(new Candidate(local, new TimestampParser(local)));
    candidates.add(new Candidate(instant, new TimestampParser(instant)));
  }

  void see(char[] text, int from, int end) {
    seen = true;
    if (losesAsNumber(text, from, end)) {
      candidates.clear();
      return;
    }
    candidates.removeIf(candidate -> !candidate.parser.parse(text, from, end));
  }

  private static boolean losesAsNumber(char[] text, int from, int end) {
    int at = from < end && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    int digits = 0;
    while (at + digits < end && text[at + digits] >= '0' && text[at + digits] <= '9') {
      digits++;
    }
    boolean whole = at + digits == end;
    boolean leadingZero = digits > 1 && text[at] == '0';
    return whole && (leadingZero || digits > 18) && !fitsLong(text, from, end, leadingZero);
  }

  private static boolean fitsLong(char[] text, int from, int end, boolean leadingZero) {
    return !leadingZero && new IntegerParser(new ArrowType.Int(64, true)).parse(text, from, end);
  }

  ArrowType type() {
    return seen && !candidates.isEmpty() ? candidates.getFirst().type : ArrowType.Utf8.INSTANCE;
  }
}
