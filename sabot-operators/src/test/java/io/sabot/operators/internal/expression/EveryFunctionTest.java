package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import io.sabot.expression.Function;
import io.sabot.expression.Kind;
import io.sabot.expression.Parameter;
import io.sabot.expression.Parameter.Use;
import io.sabot.expression.Representatives;
import io.sabot.operators.Select;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every function of the registry over every type: it is refused in the plan, naming the types that
 * work or another mend, or it gives rows, or a row fails as rows do; nothing else happens.
 */
@Tag("contract")
class EveryFunctionTest {
  private static final int ROWS = 20;

  /** What stands where another parameter wants something. */
  private static final List<String> STOCK =
      List.of(
          "bool",
          "int64",
          "float64",
          "utf8",
          "date",
          "time(us)",
          "timestamp(us)",
          "timestamp(us, UTC)",
          "duration(us)",
          "struct<a:int,b:utf8>",
          "list<int>",
          "map<utf8,int>");

  @Test
  void isRefusedOrGivesRows() {
    Seed.next()
        .run(random -> {
          for (String type : Share.of(RandomBatches.TYPES, random)) {
            List<String> columns = new ArrayList<>(List.of("x:" + type));
            for (int i = 0; i < STOCK.size(); i++) {
              columns.add("c" + i + ":" + STOCK.get(i));
            }
            TextTable table = RandomBatches.of(random).table(String.join(", ", columns), ROWS);
            try (TestAllocator allocator = new TestAllocator();
                VectorSchemaRoot root = table.root(allocator)) {
              assertSoftly(softly -> {
                for (Function function : Function.values()) {
                  for (Expression call : calls(function, table.schema())) {
                    boolean alone = function.parameters().size() == 1;
                    softly.check(() -> check(call, alone, table.schema(), root));
                  }
                }
                for (ArrowType target : Representatives.TYPES) {
                  Expression cast = col("x").cast(target);
                  softly.check(() -> check(cast, false, table.schema(), root));
                  Expression lenient = col("x").tryCast(target);
                  softly.check(() -> check(lenient, false, table.schema(), root));
                }
              });
            }
          }
        });
  }

  /** The column {@code x} at every place, something that fits at the others. */
  private static List<Expression> calls(Function function, Schema schema) {
    List<Expression> calls = new ArrayList<>();
    List<Parameter> parameters =
        function.parameters().stream().filter(p -> p.use() != Use.REPEATED).toList();
    for (int place = 0; place < parameters.size(); place++) {
      List<Expression> arguments = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        arguments.add(i == place ? col("x") : stock(parameters.get(i), schema));
      }
      calls.add(Expression.function(function.text(), arguments.toArray()));
    }
    return calls;
  }

  private static Expression stock(Parameter parameter, Schema schema) {
    if (parameter.use() == Use.LITERAL || parameter.use() == Use.OPTIONAL_LITERAL) {
      return parameter.kind() == Kind.TEXT ? lit("a") : lit(1);
    }
    for (Field field : schema.getFields()) {
      boolean any = parameter.kind() == Kind.PLAIN || parameter.kind() == Kind.ANY;
      boolean stock = !field.getName().equals("x");
      if (any != stock && parameter.kind().accepts(field.getType())) {
        return col(field.getName());
      }
    }
    return lit(null);
  }

  /** Of functions of one argument nothing but its type can be wrong. */
  private static void check(Expression call, boolean alone, Schema schema, VectorSchemaRoot root) {
    String about = call + " over " + schema.findField("x");
    BoundExpression bound;
    try {
      bound = Binder.bind("test", call, schema);
    } catch (PlanException refused) {
      assertThat(refused.getMessage()).as(about).contains("; ");
      if (refused.code() == ErrorCode.TYPE_MISMATCH && alone) {
        assertThat(refused.getMessage()).as(about).contains("it works on ");
      }
      return;
    }
    List<@Nullable Object> values = values(call, root);
    if (values != null) {
      assertThat(values).as(about).hasSize(ROWS);
    }
    if (values != null && !bound.nullable()) {
      assertThat(values).as(about).doesNotContainNull();
    }
  }

  /** The values; null where a row failed. */
  private static @Nullable List<@Nullable Object> values(Expression call, VectorSchemaRoot root) {
    try (VectorSchemaRoot output =
        new Select(List.of(call.as("result"))).processBatch(root.slice(0, ROWS))) {
      return Rows.of(output).column("result");
    } catch (RunException failed) {
      assertThat(failed.code())
          .as(call + ": " + failed.getMessage())
          .isIn(ErrorCode.ARITHMETIC, ErrorCode.INVALID_CAST, ErrorCode.INVALID_ARGUMENT);
      return null;
    }
  }
}
