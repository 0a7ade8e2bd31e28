package io.sabot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ForwardingSourceTest {
  /** These give other sources, or readers: whoever wraps one decides what becomes of them. */
  private static final Set<String> LEFT = Set.of("accept", "filtered", "withStateGroups", "splits");

  @Test
  void whateverASourceSaysOfItselfIsForwarded() {
    Set<String> said = names(Source.class);
    said.removeAll(LEFT);
    Set<String> forwarded = names(ForwardingSource.class);
    forwarded.remove("source");
    assertThat(forwarded).isEqualTo(said);
  }

  private static Set<String> names(Class<?> type) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(Method::getName)
        .forEach(names::add);
    return names;
  }
}
