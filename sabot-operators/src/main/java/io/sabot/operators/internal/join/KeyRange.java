package io.sabot.operators.internal.join;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.expression.Constant;
import io.sabot.source.ColumnBounds;
import io.sabot.state.KeyEncoding;
import java.util.List;
import java.util.TreeSet;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Between which values the keys of a column lie, and which they are where they are few. Nulls are
 * no keys.
 */
final class KeyRange {
  /** Where there are more, only the first and the last are known. */
  private static final int FEW = 1024;

  private static final int STEP = 2048;

  private final ArrowType type;
  private final TreeSet<Long> values = new TreeSet<>();
  private boolean few = true;
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;

  private KeyRange(ArrowType type) {
    this.type = type;
  }

  /** Of the pieces of a column; null where its values do not count. */
  static @Nullable KeyRange of(List<Column> pieces) {
    if (pieces.isEmpty() || !counts(pieces.getFirst().physicalType())) {
      return null;
    }
    KeyRange range = new KeyRange(pieces.getFirst().physicalType());
    pieces.forEach(range::add);
    return range;
  }

  private static boolean counts(ArrowType type) {
    return switch (type) {
      case ArrowType.Int number -> number.getIsSigned();
      case ArrowType.Date date -> true;
      case ArrowType.Time time -> true;
      case ArrowType.Timestamp timestamp -> true;
      default -> false;
    };
  }

  private void add(Column piece) {
    long[] words = new long[STEP];
    for (int from = 0; from < piece.length(); from += STEP) {
      int count = Math.min(STEP, piece.length() - from);
      KeyEncoding.words(piece, from, count, words);
      for (int i = 0; i < count; i++) {
        if (piece.nullCount() == 0 || Bitmaps.get(piece.validity(), from + i)) {
          add(words[i]);
        }
      }
    }
  }

  private void add(long value) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (few) {
      values.add(value);
      few = values.size() <= FEW;
    }
  }

  /** Whether one of the values may lie within these bounds. */
  boolean meets(ColumnBounds bounds) {
    if (low > high) {
      return false;
    }
    return few
        ? values.stream().anyMatch(value -> bounds.mayMeet(constant(value), constant(value)))
        : bounds.mayMeet(constant(low), constant(high));
  }

  private Constant constant(long value) {
    return new Constant(value, type);
  }
}
