package io.sabot.operators.internal.aggregate;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.kll.KllSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/**
 * The values of a group: a few are kept as they are, more in a KLL sketch. NaN, the largest value,
 * is counted beside them.
 */
final class QuantileSketch {
  /** So many values are kept; of more, ranks are right up to {@link #RANK_ERROR}. */
  static final int K = 400;

  /** Of 100 answers 99 are so near to the asked rank, as a fraction of all values. */
  static final double RANK_ERROR = KllSketch.getNormalizedRankError(K, false);

  private static final int LARGEST =
      KllSketch.getMaxSerializedSizeBytes(
          K, 1L << 40, KllSketch.SketchType.KLL_DOUBLES_SKETCH, true);

  private static final int HEADER = Long.BYTES + Integer.BYTES;

  private double[] few = new double[4];
  private int count;
  private long nans;
  private @Nullable KllDoublesSketch sketch;

  void add(double value) {
    if (Double.isNaN(value)) {
      nans++;
    } else if (sketch != null) {
      sketch.update(value);
    } else if (count == K) {
      sketch().update(value);
    } else {
      few = count == few.length ? Arrays.copyOf(few, Math.min(2 * count, K)) : few;
      few[count++] = value;
    }
  }

  /** From here on a sketch. */
  private KllDoublesSketch sketch() {
    KllDoublesSketch made = sketch;
    if (made == null) {
      made = KllDoublesSketch.newHeapInstance(K);
      for (int i = 0; i < count; i++) {
        made.update(few[i]);
      }
      few = new double[0];
      count = 0;
      sketch = made;
    }
    return made;
  }

  void merge(QuantileSketch other) {
    nans += other.nans;
    if (other.sketch != null) {
      sketch().merge(other.sketch);
    }
    for (int i = 0; i < other.count; i++) {
      add(other.few[i]);
    }
  }

  double quantile(double fraction) {
    if (sketch == null) {
      return exact(fraction);
    }
    long all = sketch.getN();
    double rank = fraction * (all + nans) / all;
    return rank > 1 ? Double.NaN : sketch.getQuantile(rank, QuantileSearchCriteria.INCLUSIVE);
  }

  private double exact(double fraction) {
    double[] sorted = Arrays.copyOf(few, count);
    Arrays.sort(sorted);
    double place = fraction * (count + nans - 1);
    long below = (long) place;
    double part = place - below;
    double low = value(sorted, below);
    double high = part == 0 ? low : value(sorted, below + 1);
    return low == high ? low : low * (1 - part) + high * part;
  }

  private static double value(double[] sorted, long place) {
    return place < sorted.length ? sorted[(int) place] : Double.NaN;
  }

  long bytesHeld() {
    return HEADER + (sketch == null ? (long) few.length << 3 : LARGEST);
  }

  byte[] toBytes() {
    byte[] values = sketch == null ? new byte[count << 3] : sketch.toByteArray();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(nans).putInt(sketch == null ? count : -1);
    if (sketch == null) {
      bytes.asDoubleBuffer().put(few, 0, count);
    } else {
      bytes.put(values);
    }
    return bytes.array();
  }

  static QuantileSketch of(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    QuantileSketch made = new QuantileSketch();
    made.nans = from.getLong();
    int count = from.getInt();
    if (count < 0) {
      byte[] values = Arrays.copyOfRange(bytes, HEADER, bytes.length);
      made.sketch = KllDoublesSketch.heapify(MemorySegment.ofArray(values));
      made.few = new double[0];
    } else {
      made.few = new double[Math.max(count, 4)];
      made.count = count;
      from.asDoubleBuffer().get(made.few, 0, count);
    }
    return made;
  }
}
