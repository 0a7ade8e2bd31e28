package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.hash;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.testkit.Row;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TextTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hashes of values are those of the partition hash; digests are those of the JDK. */
@Tag("contract")
class HashSemanticsTest {
  private static List<@Nullable Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  /** The vectors of the page about the partition hash. */
  @Test
  void hashIsThePartitionHash() {
    TextTable t =
        table(
            "a:long, b:dictionary<utf8>",
            row(1L, "a"),
            row(null, null),
            row(-1L, "Zürich"),
            row(0L, ""));
    assertThat(of(hash(col("a")), t))
        .isEqualTo(
            List.of(
                0x7b2075f90a671183L,
                0xe934a84adb052768L,
                0xe4a42358fe73e0b6L,
                0xa2443c71157cb676L));
    assertThat(of(hash(col("a"), col("b")), t))
        .isEqualTo(
            List.of(
                0x3bfe4e3781cc118aL,
                0x9aaba41ffa2da101L,
                0x4121b133f0dadc7dL,
                0x416cee62a73cf2b5L));
    assertThat(of(hash(col("a"), "a"), t).getFirst()).isEqualTo(0x3bfe4e3781cc118aL);
    assertThat(of(hash(1L, "a"), t)).containsOnly(0x3bfe4e3781cc118aL);
    assertThat(of(hash(lit(null)), t)).containsOnly(0xe934a84adb052768L);
    assertThat(Binder.bind("Test", hash(col("a")), t.schema()).nullable()).isFalse();
  }

  @Test
  void equalValuesHaveEqualHashesWhateverTheirWidthOrLayout() {
    TextTable t =
        table(
            "i8:int8, u64:uint64, f:float, d:double, s:utf8, v:utf8_view, e:binary,"
                + " w:decimal256(50,2)",
            row(5, 5, -0.0, 0.0, "text of more than twelve", "text of more than twelve", "x", 1));
    assertThat(of(hash(col("i8")), t)).isEqualTo(of(hash(col("u64")), t));
    assertThat(of(hash(col("f")), t)).isEqualTo(of(hash(col("d")), t));
    assertThat(of(hash(col("s")), t)).isEqualTo(of(hash(col("v")), t));
    assertThat(of(hash(col("e"), col("w")), t)).hasSize(1);
    assertThatThrownBy(() -> of(hash(col("l")), table("l:list<int>")))
        .hasMessageContaining("\"hash\" takes values with an order as first, but \"l\" is List");
  }

  @Test
  void digestsAreHexadecimalText() {
    TextTable t =
        table(
            "s:utf8, b:binary", row("", new byte[0]), row("abc", new byte[] {1}), row(null, null));
    assertThat(of(col("s").md5(), t))
        .isEqualTo(
            Arrays.asList(
                "d41d8cd98f00b204e9800998ecf8427e", "900150983cd24fb0d6963f7d28e17f72", null));
    assertThat(of(col("b").sha256(), t))
        .isEqualTo(
            Arrays.asList(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
                null));
    assertThat(of(lit("abc").md5(), t)).containsOnly("900150983cd24fb0d6963f7d28e17f72");
    assertThatThrownBy(() -> of(lit(1).md5(), t))
        .hasMessageContaining("\"md5\" takes text or binary values as value, but \"1\" is Int32");
  }

  @Test
  void digestsOfAnyLayoutAreThoseOfTheJdk() {
    Seed.next()
        .run(random -> {
          for (String type : List.of("utf8", "large_utf8", "utf8_view", "dictionary<utf8>")) {
            for (int length : new int[] {1, 7, 64, 65, 300}) {
              List<@Nullable Object> expected = new ArrayList<>();
              Row[] rows = new Row[length];
              for (int i = 0; i < length; i++) {
                String text = random.nextInt(4) == 0 ? null : "é".repeat(random.nextInt(40));
                rows[i] = row(text);
                expected.add(text == null ? null : sha256(text));
              }
              assertThat(of(col("s").sha256(), table("s:" + type, rows))).isEqualTo(expected);
            }
          }
        });
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
