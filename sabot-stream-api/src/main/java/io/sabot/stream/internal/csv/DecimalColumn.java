package io.sabot.stream.internal.csv;

import io.sabot.batch.Layout;
import io.sabot.stream.internal.file.ColumnParts;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Decimals; digits beyond the column's scale must be 0, and its precision must hold. */
final class DecimalColumn extends CsvColumn {
  private static final int LONGEST = 200;

  private final ArrowType.Decimal type;
  private final int width;
  private final byte[] values;

  DecimalColumn(Field field, int capacity) {
    super(field, capacity);
    this.type = (ArrowType.Decimal) field.getType();
    this.width = Layout.width(type);
    this.values = new byte[Math.multiplyExact(capacity, width)];
  }

  @Override
  boolean set(int row, char[] text, int from, int end) {
    if (end - from > LONGEST) {
      return false;
    }
    try {
      BigDecimal number = new BigDecimal(text, from, end - from);
      if ((long) number.precision() - number.scale() > type.getPrecision() - type.getScale()
          && number.signum() != 0) {
        return false;
      }
      BigDecimal scaled = number.setScale(type.getScale(), RoundingMode.UNNECESSARY);
      put(row, scaled.unscaledValue().toByteArray());
      return true;
    } catch (NumberFormatException | ArithmeticException misfit) {
      return false;
    }
  }

  private void put(int row, byte[] bigEndian) {
    int at = row * width;
    for (int i = 0; i < width; i++) {
      int from = bigEndian.length - 1 - i;
      values[at + i] = from >= 0 ? bigEndian[from] : (byte) (bigEndian[0] >> 7);
    }
  }

  @Override
  void setNull(int row) {
    Arrays.fill(values, row * width, (row + 1) * width, (byte) 0);
  }

  @Override
  long textBytes() {
    return 0;
  }

  @Override
  void addValues(ColumnParts parts, int length) {
    parts.addCopy(MemorySegment.ofArray(values), (long) length * width);
  }

  @Override
  void clear() {}
}
