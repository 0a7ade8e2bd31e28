package io.sabot.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
  private static final List<String> NAMES = List.of("price", "Quantity", "sum", "count");

  @Test
  void findsTypos() {
    assertEquals("price", NearestName.of("prcie", NAMES));
    assertEquals("Quantity", NearestName.of(" quantity ", NAMES));
    assertEquals("sum", NearestName.of("smu", List.of("max", "sum")));
    assertEquals("price", NearestName.of("unitprice", NAMES));
  }

  @Test
  void givesNothingWhereNothingIsNear() {
    assertNull(NearestName.of("departure", NAMES));
    assertNull(NearestName.of("x", List.of()));
    assertEquals("", NearestName.hint("departure", NAMES));
    assertEquals("did you mean \"count\"? ", NearestName.hint("cuont", NAMES));
  }
}
