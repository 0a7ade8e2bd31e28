package io.sabot.internal.run;

import io.sabot.operator.Step;

/** An opened stage. Polling never gives {@link Step#NEEDS_INPUT}: a node feeds itself. */
interface Node extends AutoCloseable {
  Step poll();

  /** Asks a poll that waits on another thread to give up; whatever it then does is ignored. */
  void stop();

  @Override
  void close();
}
