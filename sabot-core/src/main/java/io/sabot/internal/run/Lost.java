package io.sabot.internal.run;

import java.lang.ref.Cleaner;

/** Frees what the views of lost runs held. */
public final class Lost {
  private static final Cleaner CLEANER = Cleaner.create();

  private Lost() {}

  /**
   * Runs {@code release} once {@code view} is unreachable, or at the first {@code clean()}.
   *
   * @param release must not lead to the view
   */
  public static Cleaner.Cleanable watch(Object view, Runnable release) {
    return CLEANER.register(view, release);
  }
}
