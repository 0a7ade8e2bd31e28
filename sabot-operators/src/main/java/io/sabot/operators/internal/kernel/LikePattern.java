package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of {@code like}: bytes that stand for themselves, {@code _} for a code point, {@code %}
 * for any text. Immutable.
 */
public final class LikePattern {
  /** What a pattern comes down to. */
  public enum Shape {
    /** Every text. */
    ANY,
    /** One text. */
    EQUAL,
    /** Texts that begin so. */
    PREFIX,
    /** Texts that end so. */
    SUFFIX,
    /** Texts in which it occurs. */
    CONTAINS,
    /** Texts in which some occur one behind the other. */
    PIECES,
    /** Anything else. */
    GENERAL
  }

  /** How letters compare. */
  public enum Letters {
    /** As they are. */
    EXACT,
    /** Folded as {@link TextCase#FOLDED} does; so is the text. */
    FOLDED
  }

  private static final byte PLAIN = 0;
  private static final byte ONE = 1;
  private static final byte MANY = 2;

  private final byte[] bytes;
  private final byte[] kinds;
  private final int size;

  private LikePattern(byte[] bytes, byte[] kinds, int size) {
    this.bytes = bytes;
    this.kinds = kinds;
    this.size = size;
  }

  /**
   * Reads a pattern.
   *
   * @param escape a code point, or -1 where nothing escapes
   * @return null where the pattern ends in its escape
   */
  public static @org.jspecify.annotations.Nullable LikePattern of(
      String pattern, int escape, Letters letters) {
    byte[] bytes = new byte[4 * pattern.length()];
    byte[] kinds = new byte[bytes.length];
    int size = 0;
    for (int at = 0; at < pattern.length(); ) {
      int point = pattern.codePointAt(at);
      at += Character.charCount(point);
      boolean escaped = point == escape;
      if (escaped && at == pattern.length()) {
        return null;
      }
      if (escaped) {
        point = pattern.codePointAt(at);
        at += Character.charCount(point);
      }
      if (!escaped && (point == '%' || point == '_')) {
        kinds[size++] = point == '%' ? MANY : ONE;
      } else {
        int plain = letters == Letters.FOLDED ? TextCase.folded(point) : point;
        byte[] encoded = Character.toString(plain).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
      }
    }
    return new LikePattern(bytes, kinds, size);
  }

  /** Its shape. */
  public Shape shape() {
    int front = 0;
    while (front < size && kinds[front] == MANY) {
      front++;
    }
    int back = size;
    while (back > front && kinds[back - 1] == MANY) {
      back--;
    }
    boolean pieces = false;
    for (int i = front; i < back; i++) {
      if (kinds[i] == ONE) {
        return Shape.GENERAL;
      }
      pieces |= kinds[i] == MANY;
    }
    if (pieces) {
      return Shape.PIECES;
    }
    if (front == back) {
      return size == 0 ? Shape.EQUAL : Shape.ANY;
    }
    if (front == 0) {
      return back == size ? Shape.EQUAL : Shape.PREFIX;
    }
    return back == size ? Shape.SUFFIX : Shape.CONTAINS;
  }

  /** The bytes that stand for themselves. */
  public byte[] plain() {
    byte[] plain = new byte[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (kinds[i] == PLAIN) {
        plain[count++] = bytes[i];
      }
    }
    return Arrays.copyOf(plain, count);
  }

  /** What lies between its {@code %}, where it has no {@code _}. */
  public TextPieces pieces() {
    List<byte[]> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < size; i++) {
      if (kinds[i] == MANY) {
        pieces.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    pieces.add(Arrays.copyOfRange(bytes, start, size));
    return TextPieces.of(pieces);
  }

  /**
   * Whether the bytes between two positions match. After each {@code %} the rest is tried at one
   * place after the other; only the last {@code %} is ever tried again.
   */
  boolean matches(MemorySegment values, long start, long end) {
    int next = 0;
    int retry = -1;
    long retryAt = 0;
    long at = start;
    while (at < end) {
      byte kind = next < size ? kinds[next] : PLAIN;
      byte value = values.get(Memory.BYTE, at);
      if (kind == MANY) {
        retry = ++next;
        retryAt = at;
      } else if (next < size && (kind == ONE || bytes[next] == value)) {
        at += kind == ONE ? CodePoints.size(value) : 1;
        next++;
      } else if (retry == size) {
        return true;
      } else if (retry >= 0) {
        retryAt += CodePoints.size(values.get(Memory.BYTE, retryAt));
        at = retryAt;
        next = retry;
      } else {
        return false;
      }
    }
    while (next < size && kinds[next] == MANY) {
      next++;
    }
    return next == size;
  }
}
