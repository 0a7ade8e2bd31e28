package io.sabot.stream.plans;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.concat;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;

import io.sabot.expression.Expression;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Expressions in both languages; few forms, since expressions have tests of their own. */
final class RandomExpressions {
  private static final ArrowType LONG = new ArrowType.Int(64, true);

  private final SplittableRandom random;

  RandomExpressions(SplittableRandom random) {
    this.random = random;
  }

  /** An expression and its SQL. */
  record Both(Expression expression, String sql) {}

  Both condition(Query query, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      Both one = condition(query, depth - 1);
      Both other = condition(query, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 ->
            new Both(
                one.expression().and(other.expression()),
                "(%s and %s)".formatted(one.sql(), other.sql()));
        case 1 ->
            new Both(
                one.expression().or(other.expression()),
                "(%s or %s)".formatted(one.sql(), other.sql()));
        default -> new Both(one.expression().not(), "(not %s)".formatted(one.sql()));
      };
    }
    Field field = query.columns().get(random.nextInt(query.columns().size()));
    String name = field.getName();
    if (query.carried().contains(name) || random.nextInt(6) == 0) {
      return random.nextBoolean()
          ? new Both(col(name).isNull(), "(" + name + " is null)")
          : new Both(col(name).isNotNull(), "(" + name + " is not null)");
    }
    return switch (Family.of(field.getType())) {
      case BOOLEAN -> new Both(col(name), name);
      case SIGNED, UNSIGNED -> compare(name, random.nextInt(30), "");
      case FLOAT -> compare(name, random.nextInt(-8, 40) / 4.0, "::double");
      case DECIMAL -> compare(name, new BigDecimal(random.nextInt(-500, 500)).movePointLeft(2), "");
      case DATE -> {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(60));
        yield new Both(col(name).ge(lit(day)), "(%s >= date '%s')".formatted(name, day));
      }
      case TEXT -> text(name);
      default -> new Both(col(name).isNotNull(), "(" + name + " is not null)");
    };
  }

  private Both compare(String name, Number value, String cast) {
    String literal = value + cast;
    return switch (random.nextInt(5)) {
      case 0 -> new Both(col(name).eq(value), "(%s = %s)".formatted(name, literal));
      case 1 -> new Both(col(name).ne(value), "(%s <> %s)".formatted(name, literal));
      case 2 -> new Both(col(name).lt(value), "(%s < %s)".formatted(name, literal));
      case 3 -> new Both(col(name).ge(value), "(%s >= %s)".formatted(name, literal));
      default -> new Both(col(name).isIn(value, 3), "(%s in (%s, 3))".formatted(name, literal));
    };
  }

  private Both text(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> new Both(col(name).ge("k1"), "(" + name + " >= 'k1')");
      case 1 -> new Both(col(name).like("%1%"), "(" + name + " like '%1%')");
      case 2 -> new Both(col(name).startsWith("é"), "starts_with(" + name + ", 'é')");
      default -> new Both(col(name).length().gt(4), "(length(" + name + ") > 4)");
    };
  }

  /** A value that cannot fail and is the same to the last bit. */
  Both value(Query query) {
    List<Field> integers = query.keys(Family.SIGNED);
    List<Field> texts = query.keys(Family.TEXT);
    int kind = random.nextInt(6);
    if (kind < 3 && !integers.isEmpty()) {
      return integer(query, any(integers), any(integers));
    }
    if (kind < 5 && !texts.isEmpty()) {
      return text(any(texts), any(texts));
    }
    return condition(query, 1);
  }

  private Both integer(Query query, String one, String other) {
    Expression number = col(one).cast(LONG);
    String text = one + "::bigint";
    return switch (random.nextInt(3)) {
      case 0 ->
          new Both(number.plus(col(other).cast(LONG)), "(%s + %s::bigint)".formatted(text, other));
      case 1 -> new Both(number.minus(7), "(" + text + " - 7)");
      default -> {
        Both condition = condition(query, 1);
        yield new Both(
            when(condition.expression()).then(number).otherwise(-1L),
            "case when %s then %s else -1::bigint end".formatted(condition.sql(), text));
      }
    };
  }

  private Both text(String one, String other) {
    return switch (random.nextInt(3)) {
      case 0 -> new Both(concat(col(one), col(other)), "(" + one + " || " + other + ")");
      case 1 -> new Both(coalesce(col(one), lit("none")), "coalesce(" + one + ", 'none')");
      default -> new Both(col(one).length(), "length(" + one + ")");
    };
  }

  private String any(List<Field> fields) {
    return fields.get(random.nextInt(fields.size())).getName();
  }
}
