package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.expression.Binder;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.operators.internal.backend.UserCode;
import io.sabot.operators.internal.expression.Constants;
import io.sabot.operators.internal.expression.Delegate;
import io.sabot.operators.internal.expression.PipelineCode;
import io.sabot.operators.internal.pipeline.PipelineBuilder;
import io.sabot.operators.internal.pipeline.PipelineEvaluator;
import io.sabot.operators.internal.pipeline.PipelineRun;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.operators.internal.pipeline.Verb;
import io.sabot.operators.internal.totals.GeneratedColumns;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A chain of {@link Filter}, {@link WithColumns} and {@link Select} as one step: the rows, and the
 * failures, that the operators give one after the other. Nothing is made between them: a condition
 * only says which rows go on, a column is computed for the rows that are left where it is first
 * needed, once, and not at all where nothing needs it. Planners make it of what a stream says.
 *
 * <p>Failures name the operator of the chain that failed, and count rows from the start of the
 * chain's input batch.
 */
public final class Pipeline implements BatchOperator {
  private final List<Link> links;
  private final CodeCache codes = new CodeCache();

  /**
   * An operator of the chain.
   *
   * @param operator a filter, new columns or a selection
   * @param origin the line that wrote it
   */
  public record Link(BatchOperator operator, Origin origin) {
    public Link {
      if (!joins(operator)) {
        throw Problem.at("Pipeline", ErrorCode.INVALID_ARGUMENT)
            .rule("a pipeline must be made of Filter, WithColumns and Select")
            .but("\"" + operator + "\" is none of them")
            .cure("put it behind the pipeline, as an operator of its own")
            .plan();
      }
    }
  }

  /** A chain of at least one operator, first things first. */
  public Pipeline(List<Link> links) {
    this.links = List.copyOf(links);
    if (links.isEmpty()) {
      throw Problem.at("Pipeline", ErrorCode.INVALID_ARGUMENT)
          .rule("a pipeline must do something")
          .but("it has no operator")
          .cure("give it a Filter, WithColumns or Select")
          .plan();
    }
  }

  /** Whether an operator can be part of a pipeline. */
  public static boolean joins(BatchOperator operator) {
    return operator instanceof Filter
        || operator instanceof WithColumns
        || operator instanceof Select;
  }

  /** The operators, first things first. */
  public List<Link> links() {
    return links;
  }

  @Override
  public String name() {
    return links.size() == 1 ? links.getFirst().operator().name() : "Pipeline";
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return shape(inputs.getFirst()).output();
  }

  @Override
  public OperatorProperties properties() {
    boolean filters = links.stream().anyMatch(link -> link.operator() instanceof Filter);
    return OperatorProperties.ROW_INDEPENDENT.withDensity(filters ? Density.SPARSE : Density.DENSE);
  }

  @Override
  public OperatorProperties properties(List<Schema> inputs) {
    return UserCode.kept(properties(), shape(inputs.getFirst()).expressions());
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    PipelineCode code = code(inputs.getFirst());
    PipelineShape shape = code.shape();
    Delegate delegate = Backends.delegate(name(), shape.expressions(), context.options());
    PipelineEvaluator kernels = code.open(context, delegate);
    PipelineEvaluator evaluator =
        GeneratedColumns.before(kernels, shape, context.options().backend(), context.allocator());
    return new PipelineRun(shape, evaluator, context.allocator());
  }

  PipelineShape shape(Schema input) {
    return code(input).shape();
  }

  private PipelineCode code(Schema input) {
    PipelineCode known = codes.last;
    if (known == null || !known.shape().input().equals(input)) {
      known = new PipelineCode(describe(input));
      codes.last = known;
    }
    return known;
  }

  private PipelineShape describe(Schema input) {
    PipelineBuilder builder = new PipelineBuilder(input, Constants::canFail);
    for (Link link : links) {
      Verb verb = new Verb(link.operator().name(), link.origin());
      verb.call(() -> add(builder, verb, link.operator()));
    }
    return builder.shape();
  }

  private static PipelineBuilder add(PipelineBuilder builder, Verb verb, BatchOperator operator) {
    Schema seen = builder.schema();
    Schema output = operator.outputSchema(List.of(seen));
    Binder binder = new Binder(verb.name(), seen);
    switch (operator) {
      case Filter filter ->
          builder.keep(verb, Binder.bindPredicate(verb.name(), filter.predicate(), seen));
      case WithColumns with ->
          builder.columns(
              verb,
              output,
              with.expressions().stream().map(binder::bind).toList(),
              with.places(seen));
      case Select select ->
          builder.columns(
              verb,
              output,
              select.expressions().stream().map(binder::bind).toList(),
              select.places());
      default -> throw new IllegalStateException("refused before: " + operator);
    }
    return builder;
  }

  /** The chain in one line, or below it a line per operator, in the order in which they come. */
  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    String generated = GeneratedColumns.words(shape(inputs.getFirst()), options.backend());
    if (links.size() == 1) {
      return links.getFirst().operator().explain(options, inputs) + generated;
    }
    StringBuilder text = new StringBuilder(name()).append(generated);
    Schema seen = inputs.getFirst();
    for (Link link : links) {
      text.append("\n    ").append(link.operator().explain(options, List.of(seen)));
      seen = link.operator().outputSchema(List.of(seen));
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pipeline pipeline && links.equals(pipeline.links);
  }

  @Override
  public int hashCode() {
    return links.hashCode();
  }

  /** What is done, in order. */
  @Override
  public String toString() {
    return links.size() == 1
        ? links.getFirst().operator().toString()
        : links.stream()
            .map(link -> link.operator().toString())
            .collect(Collectors.joining(" → ", "Pipeline[", "]"));
  }

  /** Over the last schema asked for: a plan asks for one and the same, again and again. */
  private static final class CodeCache {
    private volatile @Nullable PipelineCode last;
  }
}
