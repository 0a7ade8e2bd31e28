package io.sabot.source;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A source that describes itself as another does, but for what it says otherwise. It takes over
 * nothing that is asked of it, and gives its own parts: whoever passes those of the other on, wraps
 * what comes back.
 */
public interface ForwardingSource extends Source {
  /** The other one. */
  Source source();

  @Override
  default String name() {
    return source().name();
  }

  @Override
  default Schema schema() {
    return source().schema();
  }

  @Override
  default Boundedness boundedness() {
    return source().boundedness();
  }

  @Override
  default Reopening reopening() {
    return source().reopening();
  }

  @Override
  default Waiting waiting() {
    return source().waiting();
  }

  @Override
  default Readers readers() {
    return source().readers();
  }

  @Override
  default boolean commits() {
    return source().commits();
  }

  @Override
  default boolean isShared() {
    return source().isShared();
  }

  @Override
  default String place() {
    return source().place();
  }

  @Override
  default List<String> partitionedBy() {
    return source().partitionedBy();
  }

  @Override
  default Statistics statistics() {
    return source().statistics();
  }

  @Override
  default List<String> details() {
    return source().details();
  }

  @Override
  default Trust trust() {
    return source().trust();
  }
}
