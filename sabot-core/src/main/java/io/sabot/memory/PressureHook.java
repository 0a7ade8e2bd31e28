package io.sabot.memory;

/** What a stage does when its run is short of memory. */
@FunctionalInterface
public interface PressureHook {
  /**
   * Frees memory that can be spared, such as by writing rows to disk, and shrinks the reservation
   * by as much. It may free more, less or nothing, and less now and the rest later. It asks for no
   * memory itself, and waits for nobody.
   *
   * @param missing bytes that would be enough, at least 1
   */
  void giveBack(long missing);
}
