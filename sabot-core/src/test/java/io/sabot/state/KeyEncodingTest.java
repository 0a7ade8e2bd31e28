package io.sabot.state;

import static io.sabot.testkit.Tables.member;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sabot.batch.Batch;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyEncodingTest {
  private static List<String> encode(TextTable rows) {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = rows.batch(allocator);
        EncodedKeys keys = KeyEncoding.encode(batch.columns(), batch.length(), allocator)) {
      List<String> encoded = new ArrayList<>();
      for (int i = 0; i < keys.rows(); i++) {
        long from = keys.offsets()[i];
        MemorySegment key = keys.bytes().asSlice(from, keys.offsets()[i + 1] - from);
        encoded.add(HexFormat.of().formatHex(key.toArray(ValueLayout.JAVA_BYTE)));
      }
      return encoded;
    }
  }

  private static String one(String type, Object value) {
    return encode(table("x:" + type, row(value))).getFirst();
  }

  @Test
  void integersOfAnyWidthAreTheSameWord() {
    assertEquals("01feffffffffffffff", one("int8", -2));
    assertEquals(one("int8", -2), one("int64", -2L));
    assertEquals("01ff00000000000000", one("uint8", 255));
    assertEquals("00", one("int32", null));
    assertEquals("010100000000000000", one("bool", true));
  }

  @Test
  void floatsAreCanonicalDoubles() {
    assertEquals("010000000000000000", one("float64", -0.0));
    assertEquals("01000000000000f87f", one("float64", Double.longBitsToDouble(0xFFF8000000000001L)));
    assertEquals(one("float32", 1.5f), one("float64", 1.5));
  }

  @Test
  void decimalsAreExtendedByTheirSign() {
    assertEquals("01ff" + "ff".repeat(15), one("decimal(9,2)", new BigDecimal("-0.01")));
    assertEquals("0101" + "00".repeat(31), one("decimal256(50,2)", new BigDecimal("0.01")));
  }

  @Test
  void stringsOfAnyLayoutAreTheSameBytes() {
    String text = "longer than twelve bytes";
    assertEquals("01020000006162", one("utf8", "ab"));
    for (String type : List.of("large_utf8", "utf8_view", "dictionary<utf8>", "run_end<utf8>")) {
      assertEquals(one("utf8", "ab"), one(type, "ab"));
      assertEquals(one("utf8", text), one(type, text));
      assertEquals("00", one(type, null));
    }
    assertEquals("0103000000010203", one("fixed_binary(3)", new byte[] {1, 2, 3}));
  }

  @Test
  void lengthsKeepValuesApart() {
    List<String> keys = encode(table("a:utf8, b:utf8", row("a", "bc"), row("ab", "c")));
    assertNotEquals(keys.get(0), keys.get(1));
    List<String> lists =
        encode(
            table(
                "a:list<int>, b:list<int>",
                row(List.of(1), List.of(2, 3)),
                row(List.of(1, 2), List.of(3))));
    assertNotEquals(lists.get(0), lists.get(1));
  }

  @Test
  void nestedValuesAreTheirParts() {
    String three = "010300000000000000";
    String list = "0102000000" + three + "00";
    List<Integer> values = new ArrayList<>();
    values.add(3);
    values.add(null);
    for (String type : List.of("list", "large_list", "list_view", "large_list_view")) {
      assertEquals(list, one(type + "<int>", values));
      assertEquals("0100000000", one(type + "<int>", List.of()));
    }
    assertEquals(list, one("fixed_list<int,2>", values));
    assertEquals("01" + three + "00", one("struct<a:int,b:utf8>", values));
    assertEquals("0100" + three, one("sparse_union<a:int,b:utf8>", member("a", 3)));
    assertEquals("0100" + three, one("dense_union<a:int,b:utf8>", member("a", 3)));
    assertEquals("00", one("null", null));
  }

  @Test
  void hashesKeepToTheSpecifiedVectors() {
    assertEquals(0xEF46DB3751D8E999L, XxHash64.hash(MemorySegment.NULL, 0, 0, 0));
    byte[] text = "Nobody inspects the spammish repetition".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertEquals(
        0xFBCEA83C8A378BF1L, XxHash64.hash(MemorySegment.ofArray(text), 0, text.length, 0));
    MemorySegment word = MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertEquals(
        XxHash64.hash(word, 0, 8, 42), XxHash64.hash(0x0807060504030201L, 42));
  }

  @Test
  void partitionHashesKeepToTheDocumentedVectors() {
    try (TestAllocator allocator = new TestAllocator();
        Batch batch =
            table(
                    "a:long, b:utf8",
                    row(1L, "a"),
                    row(null, null),
                    row(-1L, "Zürich"),
                    row(0L, ""))
                .batch(allocator)) {
      StringBuilder lines = new StringBuilder();
      for (int columns = 1; columns <= 2; columns++) {
        for (long hash :
            PartitionHash.of(batch.columns().subList(0, columns), batch.length(), allocator)) {
          lines.append("%016x %d%n".formatted(hash, KeyGroups.of(hash)));
        }
      }
      assertEquals(VECTORS, lines.toString().replace(System.lineSeparator(), "\n"));
    }
  }

  private static final String VECTORS =
      """
      7b2075f90a671183 61
      e934a84adb052768 116
      e4a42358fe73e0b6 114
      a2443c71157cb676 81
      3bfe4e3781cc118a 29
      9aaba41ffa2da101 77
      4121b133f0dadc7d 32
      416cee62a73cf2b5 32
      """;
}
