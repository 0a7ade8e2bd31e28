package io.sabot.operators.internal.backend;

import static io.sabot.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.expression.ExpressionCompiler;
import io.sabot.expression.Function;
import io.sabot.expression.RepresentativeTypes;
import io.sabot.expression.Types;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import io.sabot.operators.internal.gandiva.GandivaDelegate;
import io.sabot.operators.internal.gandiva.GandivaLibrary;
import io.sabot.operators.internal.gandiva.Start;
import io.sabot.operators.internal.generate.GeneratedCompilers;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every back end gives what the scalar kernels give, errors included: for every function of the
 * registry, over types it takes, at lengths around the words of bitmaps, whatever is null, sliced
 * at odd offsets. {@code -Dsabot.parity.calls=n} tries more calls, of every type.
 */
class BackendParityTest {
  private static final int CALLS = Integer.getInteger("sabot.parity.calls", 1);
  private static final int ATTEMPTS = 30;

  /** All lengths; the longest is left out for most calls. */
  private static final int LONGEST = 10;

  private static final String WHERE = "Parity";

  private static final Seed SEED = Seed.next();

  private static ExpressionCompiler scalar;
  private static ExpressionCompiler vector;
  private static TestAllocator allocator;
  private static final Map<ArrowType, ParityBatches> BATCHES = new HashMap<>();

  @BeforeAll
  static void begin() throws ReflectiveOperationException {
    scalar = TwinKernels.compiler("scalar");
    vector = TwinKernels.compiler("vector");
    allocator = new TestAllocator();
  }

  @AfterAll
  static void end() {
    BATCHES.values().forEach(ParityBatches::close);
    BATCHES.clear();
    allocator.close();
  }

  static Stream<Function> functions() {
    // Bound as a cast, see below.
    return Stream.of(Function.values()).filter(function -> function != Function.TRY_CAST);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyBackEndAgrees(Function function) {
    SEED.run(random -> {
      int calls = 0;
      for (ArrowType type : shuffled(RepresentativeTypes.all(), random)) {
        // A third of the types in one run: others come in the next.
        if (CALLS > 1 || calls == 0 || random.nextInt(3) == 0) {
          calls += compare(function, type, random);
        }
      }
      assertThat(calls).as("calls of " + function.signature()).isPositive();
    });
  }

  private static List<ArrowType> shuffled(List<ArrowType> types, SplittableRandom random) {
    List<ArrowType> shuffled = new ArrayList<>(types);
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    return shuffled;
  }

  private static int compare(Function function, ArrowType type, SplittableRandom random) {
    ParityBatches batches = BATCHES.computeIfAbsent(type, BackendParityTest::batches);
    List<Expression> calls =
        new RandomCalls(function, batches, random.split()).find(CALLS, ATTEMPTS);
    long before = allocator.getAllocatedMemory();
    for (int i = 0; i < calls.size(); i++) {
      compare(calls.get(i), batches, random.nextInt(4) == 0 ? LONGEST : LONGEST - 1);
    }
    assertThat(allocator.getAllocatedMemory()).as("bytes left by %s", calls).isEqualTo(before);
    return calls.size();
  }

  static Stream<ArrowType> types() {
    return RepresentativeTypes.all().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyCastAgrees(ArrowType type) {
    SEED.run(random -> {
      ParityBatches batches = BATCHES.computeIfAbsent(type, BackendParityTest::batches);
      for (ArrowType target : RepresentativeTypes.all()) {
        Expression value = random.nextInt(3) == 0 ? col("a").isNull() : col("a");
        for (Expression cast : List.of(value.cast(target), value.tryCast(target))) {
          if (RandomCalls.isBound(cast, batches.schema())) {
            compare(cast, batches, LONGEST - 1);
          }
        }
      }
    });
  }

  private static ParityBatches batches(ArrowType type) {
    return ParityBatches.of(RandomCalls.schema(type), SEED.random(), allocator);
  }

  private static void compare(Expression call, ParityBatches batches, int lengths) {
    Schema schema = batches.schema();
    BoundExpression bound = new Binder(WHERE, schema).bind(call);
    Outcome.Form form =
        bound.type().equals(Types.BOOL) ? Outcome.Form.PREDICATE : Outcome.Form.VALUE;
    RunContext context =
        new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), WHERE, 1);
    Map<String, Evaluator> others = new LinkedHashMap<>();
    try (Evaluator reference = scalar.compile(WHERE, List.of(bound), schema, context)) {
      others(bound)
          .forEach((name, compiler) ->
              others.put(name, compiler.compile(WHERE, List.of(bound), schema, context)));
      for (Batch batch : batches.batches().subList(0, lengths)) {
        Outcome expected = Outcome.of(reference, batch, form, allocator);
        others.forEach((name, evaluator) ->
            assertThat(Outcome.of(evaluator, batch, form, allocator))
                .as("%s over %s, %d rows, %s", call, schema.findField("a"), batch.length(), name)
                .isEqualTo(expected));
      }
    } finally {
      others.values().forEach(Evaluator::close);
    }
  }

  /** The back ends that take an expression, without the scalar kernels. */
  private static Map<String, ExpressionCompiler> others(BoundExpression bound) {
    Map<String, ExpressionCompiler> compilers = new LinkedHashMap<>();
    compilers.put("vector", vector);
    compilers.putAll(GeneratedCompilers.of(bound));
    if (GandivaLibrary.absence() == null && GandivaDelegate.refusal(bound) == null) {
      compilers.put(
          "gandiva", new JvmExpressionCompiler(new GandivaDelegate(Set.of(bound), Start.AT_ONCE)));
    }
    return compilers;
  }
}
