package io.sabot.internal.run;

import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.source.SplitReader;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readers that outlive a run that begins anew, by the stage that reads them. */
public final class Readers implements AutoCloseable {
  private final Map<Stage.Read, SplitReader> readers = new IdentityHashMap<>();

  /** One of several of a stage is closed: they could not be told apart. */
  void put(Stage.Read stage, SplitReader reader) {
    SplitReader other = readers.put(stage, reader);
    if (other != null) {
      other.close();
    }
  }

  /** The reader of a stage, back where was committed last; null where there is none. */
  @Nullable SplitReader take(Stage.Read stage, RunContext context) {
    SplitReader reader = readers.remove(stage);
    if (reader == null || reader.rewind(context)) {
      return reader;
    }
    reader.close();
    return null;
  }

  /** Closes those that nobody took. */
  @Override
  public void close() {
    Failures.runAll(readers.values().stream().map(open -> (Runnable) open::close).toList());
    readers.clear();
  }
}
