package io.sabot.operators.internal.gandiva;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Gandiva is there: its classes on the class path, and its native library loaded. */
public final class GandivaLibrary {
  /** What an application adds to its dependencies. */
  public static final String ARTIFACT = "org.apache.arrow.gandiva:arrow-gandiva:15.0.0";

  private static final Logger LOG = LoggerFactory.getLogger(GandivaLibrary.class);

  private GandivaLibrary() {}

  /** Why Gandiva is absent, with the mend, or null where it is there. Loads it the first time. */
  public static @Nullable String absence() {
    return Loaded.ABSENCE;
  }

  /** As {@link #absence}, as far as is known without loading it. */
  public static @Nullable String missing() {
    return Present.MISSING;
  }

  /** Looks for the classes only. */
  private static final class Present {
    private static final @Nullable String MISSING = find();

    private static @Nullable String find() {
      try {
        Class.forName(
            "org.apache.arrow.gandiva.evaluator.Projector",
            false,
            GandivaLibrary.class.getClassLoader());
        return null;
      } catch (ClassNotFoundException | LinkageError missing) {
        return "add " + ARTIFACT;
      }
    }
  }

  /** Initialized when first asked for: loading unpacks 110 MB into the temporary folder. */
  private static final class Loaded {
    private static final @Nullable String ABSENCE = load();

    private static @Nullable String load() {
      if (missing() != null) {
        return missing();
      }
      // Whatever keeps a library from loading must not keep a plan from running.
      Throwable failure = NativeProjector.loadingFailure();
      if (failure == null) {
        return null;
      }
      LOG.info("Gandiva does not load", failure);
      return "its library does not load here: " + firstLine(failure);
    }

    private static String firstLine(Throwable failure) {
      String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      return text.lines().findFirst().orElse(text);
    }
  }
}
