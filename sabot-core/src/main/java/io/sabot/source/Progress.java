package io.sabot.source;

import java.util.OptionalLong;

/**
 * How far a reader is.
 *
 * @param rejected records that could not become rows so far
 * @param lag records that lie behind those given so far, as far as that is known
 */
public record Progress(long rejected, OptionalLong lag) {
  /** Nothing is known. */
  public static final Progress UNKNOWN = new Progress(0, OptionalLong.empty());

  /** Of two readers. */
  public Progress plus(Progress other) {
    return new Progress(
        rejected + other.rejected,
        lag.isPresent() && other.lag.isPresent()
            ? OptionalLong.of(lag.getAsLong() + other.lag.getAsLong())
            : lag.isPresent() ? lag : other.lag);
  }
}
