package io.sabot.stream.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

/** The threads on which Hardwood decodes pages. */
final class DecodingThreads {
  private static final String PREFIX = "hardwood";
  private static final long JOIN_MILLIS = 10_000;

  private DecodingThreads() {}

  /** A pool has ended a moment before the last of its threads has, which therefore is joined. */
  static void assertEnded() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith(PREFIX)) {
        thread.join(JOIN_MILLIS);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }
}
