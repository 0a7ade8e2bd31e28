package io.sabot.internal.run;

import io.sabot.operator.Step;

/** An opened stage. Polling never gives {@link Step#NEEDS_INPUT}: a node feeds itself. */
interface Node extends AutoCloseable {
  Step poll();

  @Override
  void close();
}
