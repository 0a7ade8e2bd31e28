package io.sabot.kafka.internal.column;

import io.sabot.batch.Layout;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Decimals. */
public final class DecimalBuilder extends ColumnBuilder {
  private static final int FIRST_ROWS = 256;

  private final ArrowType.Decimal type;
  private final int width;
  private byte[] values;

  /** For a field of a decimal type. */
  public DecimalBuilder(Field field) {
    super(field);
    this.type = (ArrowType.Decimal) field.getType();
    this.width = Layout.width(type);
    this.values = new byte[FIRST_ROWS * width];
  }

  /**
   * Appends a number; false, and nothing appended, where it has more digits than the column, before
   * or after the point.
   */
  public boolean append(BigDecimal number) {
    int digits = number.signum() == 0 ? 0 : number.stripTrailingZeros().scale();
    long whole = (long) number.precision() - number.scale();
    if (digits > type.getScale()
        || number.signum() != 0 && whole > type.getPrecision() - type.getScale()) {
      return false;
    }
    put(rows(), number.setScale(type.getScale()).unscaledValue().toByteArray());
    appended();
    return true;
  }

  private void put(int row, byte[] bigEndian) {
    reserve(row);
    int at = row * width;
    for (int i = 0; i < width; i++) {
      int from = bigEndian.length - 1 - i;
      values[at + i] = from >= 0 ? bigEndian[from] : (byte) (bigEndian[0] >> 7);
    }
  }

  private void reserve(int row) {
    if ((row + 1) * width > values.length) {
      values = Arrays.copyOf(values, values.length * 2);
    }
  }

  @Override
  void putNull(int row) {
    reserve(row);
    Arrays.fill(values, row * width, (row + 1) * width, (byte) 0);
  }

  @Override
  public long bytes() {
    return (long) rows() * width;
  }

  @Override
  void cut(int length) {}

  @Override
  void write(BufferAllocator allocator, List<ArrowBuf> buffers) {
    copy(MemorySegment.ofArray(values), bytes(), allocator, buffers);
  }
}
