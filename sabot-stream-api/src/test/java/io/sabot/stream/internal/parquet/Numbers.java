package io.sabot.stream.internal.parquet;

import io.sabot.source.Source;
import io.sabot.stream.internal.file.Reading;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The numbers that Arrow keeps for dates, times and unsigned integers, as text. */
final class Numbers {
  private Numbers() {}

  static List<List<String>> of(Source source) {
    List<List<String>> rows = new ArrayList<>();
    Reading.forEach(
        source,
        33,
        batch -> {
          for (int row = 0; row < batch.getRowCount(); row++) {
            List<String> cells = new ArrayList<>();
            for (FieldVector vector : batch.getFieldVectors()) {
              cells.add(cell(vector, row));
            }
            rows.add(cells);
          }
        });
    return rows;
  }

  private static String cell(FieldVector vector, int row) {
    ArrowBuf data = vector.getDataBuffer();
    return switch (vector.getField().getType()) {
      case ArrowType.Date t -> Integer.toString(data.getInt(row * 4L));
      case ArrowType.Time t -> Long.toString(data.getLong(row * 8L));
      case ArrowType.Timestamp t -> Long.toString(data.getLong(row * 8L));
      case ArrowType.FixedSizeBinary t -> HexFormat.of().formatHex((byte[]) vector.getObject(row));
      case ArrowType.Int t -> unsigned(data, t.getBitWidth() / 8, row);
      default -> String.valueOf(vector.getObject(row));
    };
  }

  private static String unsigned(ArrowBuf data, int width, long row) {
    long bits = 0;
    for (int i = 0; i < width; i++) {
      bits |= (data.getByte(row * width + i) & 0xFFL) << (8 * i);
    }
    return Long.toUnsignedString(bits);
  }
}
