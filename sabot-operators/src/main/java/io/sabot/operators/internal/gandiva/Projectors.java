package io.sabot.operators.internal.gandiva;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.arrow.gandiva.exceptions.GandivaException;
import org.jspecify.annotations.Nullable;

/**
 * The native code of this process. Each run has its own while it lasts, because it serves one
 * thread at a time; afterwards it waits here for the next run of the same expressions. All of it is
 * closed before the JVM ends, whatever streams are open then: native code that outlives the
 * library's own end brings the process down.
 */
final class Projectors {
  /** Idle ones kept; each holds some hundred kilobytes of native code. */
  static final int IDLE = 64;

  private static final Deque<NativeProjector> idle = new ArrayDeque<>();
  private static final Set<NativeProjector> open = new HashSet<>();
  private static boolean ended;
  private static boolean hooked;

  private Projectors() {}

  /** Native code for the caller alone, to be given back; null where the JVM is ending. */
  static synchronized @Nullable NativeProjector take(NativeProjector.Key key)
      throws GandivaException {
    if (ended) {
      return null;
    }
    for (Iterator<NativeProjector> waiting = idle.iterator(); waiting.hasNext(); ) {
      NativeProjector projector = waiting.next();
      if (projector.key().equals(key)) {
        waiting.remove();
        return projector;
      }
    }
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(Projectors::end, "sabot-gandiva-end"));
      hooked = true;
    }
    // Made under the lock: the library compiles for one thread at a time.
    NativeProjector made = NativeProjector.make(key);
    open.add(made);
    return made;
  }

  /** Keeps it for a later run; the one that waited longest makes room. */
  static void giveBack(NativeProjector projector) {
    NativeProjector oldest = waiting(projector);
    if (oldest != null) {
      oldest.close();
    }
  }

  private static synchronized @Nullable NativeProjector waiting(NativeProjector projector) {
    if (ended) {
      return null;
    }
    idle.addLast(projector);
    if (idle.size() <= IDLE) {
      return null;
    }
    NativeProjector oldest = idle.removeFirst();
    open.remove(oldest);
    return oldest;
  }

  /** How many are open. */
  static synchronized int count() {
    return open.size();
  }

  private static void end() {
    List<NativeProjector> all;
    synchronized (Projectors.class) {
      ended = true;
      all = List.copyOf(open);
    }
    all.forEach(NativeProjector::close);
  }
}
