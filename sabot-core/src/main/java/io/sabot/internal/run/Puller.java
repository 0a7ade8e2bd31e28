package io.sabot.internal.run;

/**
 * Gives items one by one and never waits for them: what a door to {@link java.util.concurrent.Flow}
 * drives. One thread at a time pulls and closes; {@link #stop} may come from any.
 *
 * @param <T> the items; each passes to whoever pulls it
 */
public interface Puller<T> extends AutoCloseable {
  /**
   * The next item, a wake-up to wait for, or the end.
   *
   * @throws io.sabot.SabotException where what is pulled failed; it has then freed everything
   */
  Pulled<T> pull();

  /** What is pulled and where it was built, for warnings. */
  String name();

  /** Asks a pull that runs on another thread to give up soon, by whatever it returns or throws. */
  default void stop() {}

  /** Frees an item that was pulled and found no taker. */
  default void discard(T item) {}

  /** Frees everything. Closing twice does nothing. */
  @Override
  void close();
}
