package io.sabot.kafka.faults;

/** What is done to processes and to the broker. */
enum FaultKind {
  /** A process is killed without a word, and another one started. */
  KILL_PROCESS(8),
  /** A process stands still until others have what was its own, then goes on. */
  PAUSE_PROCESS(5),
  /** The broker is killed without a word, and started again. */
  KILL_BROKER(3),
  /** The broker stands still for a while. */
  PAUSE_BROKER(3),
  /** One process after the other is stopped in order and replaced. */
  ROLLING_RESTART(1);

  /** How many of twenty. */
  final int share;

  FaultKind(int share) {
    this.share = share;
  }
}
