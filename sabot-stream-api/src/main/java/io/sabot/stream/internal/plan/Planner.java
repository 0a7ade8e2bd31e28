package io.sabot.stream.internal.plan;

import io.sabot.Origin;
import io.sabot.RowOrder;
import io.sabot.SabotException;
import io.sabot.batch.SchemaCheck;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operator.Stage;
import io.sabot.operators.Coalesce;
import io.sabot.operators.Distinct;
import io.sabot.operators.DistinctAhead;
import io.sabot.operators.EmitChanges;
import io.sabot.operators.Filter;
import io.sabot.operators.GroupBy;
import io.sabot.operators.HashJoin;
import io.sabot.operators.Limit;
import io.sabot.operators.Pipeline;
import io.sabot.operators.PipelineTotals;
import io.sabot.operators.Select;
import io.sabot.operators.Sort;
import io.sabot.operators.TopN;
import io.sabot.operators.Union;
import io.sabot.operators.Unnest;
import io.sabot.operators.WithColumns;
import io.sabot.plan.Plan;
import io.sabot.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** Maps each node of a plan to the operator that does it. */
public final class Planner {
  /** What becomes of filters, new columns and selections that follow each other. */
  private enum Chains {
    /** One step. */
    FUSED,
    /** A step each. */
    AS_WRITTEN
  }

  private final Chains chains;

  private Planner(Chains chains) {
    this.chains = chains;
  }

  /**
   * The schema a node would have over inputs of these schemas.
   *
   * @throws io.sabot.PlanException with the node's line where it cannot work
   */
  public static Schema schema(Plan node, List<Schema> inputs) {
    if (node instanceof Plan.Exchange) {
      return inputs.getFirst();
    }
    try {
      if (node instanceof Plan.Scan scan) {
        return schema(scan.source());
      }
      BatchOperator operator = operator(node);
      return Depth.bounded(() -> {
        Boundedness.check(node, operator);
        SharedState.check(node, operator);
        return operator.outputSchema(inputs);
      });
    } catch (SabotException failure) {
      throw failure.from(node.origin());
    }
  }

  private static Schema schema(Source source) {
    Schema schema = source.schema();
    SchemaCheck.requireDistinctNames(source.name(), schema);
    return schema;
  }

  /** The schema of a whole plan; every node is checked. */
  public static Schema schemaOf(Plan plan) {
    return Depth.bounded(
        () -> schema(plan, plan.inputs().stream().map(Planner::schemaOf).toList()));
  }

  /** The stages that run a plan, rewritten first, where rows come in this order. */
  public static Stage stage(Plan plan, RowOrder order) {
    check(plan);
    return Depth.bounded(() ->
        new Planner(Chains.FUSED)
            .build(JoinSides.choose(Rules.rewrite(StateGroupRoute.apply(plan)), order)));
  }

  /** The stages that run a plan with no rule applied; what rewritten ones are held against. */
  public static Stage stageAsWritten(Plan plan) {
    check(plan);
    return Depth.bounded(() -> new Planner(Chains.AS_WRITTEN).build(StateGroupRoute.apply(plan)));
  }

  /** What can be told of a whole plan only. */
  public static void check(Plan plan) {
    Boundedness.checkLast(plan);
    Depth.bounded(() -> {
      StateNames.check(plan);
      return plan;
    });
  }

  private Stage build(Plan node) {
    if (node instanceof Plan.Scan scan) {
      return new Stage.Read(scan.source(), scan.origin());
    }
    if (chains == Chains.FUSED && isLink(node)) {
      return chain(node);
    }
    if (chains == Chains.FUSED && node instanceof Plan.GroupBy groupBy && isTotalOfChain(groupBy)) {
      return totals(groupBy);
    }
    List<Stage> inputs = node.inputs().stream().map(this::build).toList();
    if (node instanceof Plan.GroupBy || node instanceof Plan.EmitChanges) {
      // It takes rows as they come: fuller batches would only be a copy more.
      inputs = inputs.stream().map(Planner::uncoalesced).toList();
    }
    if (node instanceof Plan.Exchange) {
      // One worker: every row is already where it has to be.
      return inputs.getFirst();
    }
    try {
      if (node instanceof Plan.Distinct distinct) {
        BatchOperator ahead = new DistinctAhead(distinct.columns());
        inputs = List.of(Stage.Operate.of(ahead, inputs, node.origin()));
      }
      BatchOperator operator =
          node instanceof Plan.GroupBy groupBy ? counted(groupBy) : operator(node);
      Stage stage = Stage.Operate.of(operator, inputs, node.origin());
      return leavesSmallBatches(operator) ? coalesced(stage, node.origin()) : stage;
    } catch (SabotException failure) {
      throw failure.from(node.origin());
    }
  }

  /** Looks at all of the plan below it, which is too much for each verb that is written. */
  private static GroupBy counted(Plan.GroupBy node) {
    return new GroupBy(node.keys(), node.aggregates(), RowCount.of(node.input()).most());
  }

  private static boolean isLink(Plan node) {
    return node instanceof Plan.Filter
        || node instanceof Plan.WithColumns
        || node instanceof Plan.Select;
  }

  private static boolean isTotalOfChain(Plan.GroupBy groupBy) {
    return groupBy.keys().isEmpty() && isLink(groupBy.input());
  }

  /** Aggregates without keys and the chain before them. */
  private Stage totals(Plan.GroupBy node) {
    List<Pipeline.Link> links = new ArrayList<>();
    Stage input = build(links(node.input(), links));
    GroupBy groupBy = new GroupBy(node.keys(), node.aggregates());
    try {
      BatchOperator operator = new PipelineTotals(new Pipeline(links), groupBy);
      return Stage.Operate.of(operator, List.of(input), node.origin());
    } catch (SabotException failure) {
      throw failure.from(node.origin());
    }
  }

  /** Adds all links of a chain that ends here; gives what it reads. */
  private static Plan links(Plan last, List<Pipeline.Link> links) {
    Plan input = last;
    while (isLink(input)) {
      links.addFirst(new Pipeline.Link(operator(input), input.origin()));
      input = input.inputs().getFirst();
    }
    return input;
  }

  /** All of a chain that ends here. */
  private Stage chain(Plan last) {
    List<Pipeline.Link> links = new ArrayList<>();
    Plan input = links(last, links);
    Pipeline pipeline = new Pipeline(links);
    Stage stage = Stage.Operate.of(pipeline, List.of(build(input)), last.origin());
    return leavesSmallBatches(pipeline) ? coalesced(stage, last.origin()) : stage;
  }

  private static boolean leavesSmallBatches(BatchOperator operator) {
    return operator.properties().density() == Density.SPARSE;
  }

  private static Stage coalesced(Stage stage, Origin origin) {
    return Stage.Operate.of(new Coalesce(), List.of(stage), origin);
  }

  private static Stage uncoalesced(Stage stage) {
    return stage instanceof Stage.Operate operate && operate.operator() instanceof Coalesce
        ? operate.inputs().getFirst()
        : stage;
  }

  private static BatchOperator operator(Plan node) {
    return switch (node) {
      case Plan.Filter filter -> new Filter(filter.predicate());
      case Plan.WithColumns with -> new WithColumns(with.expressions());
      case Plan.Select select -> new Select(select.expressions());
      case Plan.Apply apply -> apply.operator();
      case Plan.Unnest unnest -> new Unnest(unnest.column());
      case Plan.Union union -> new Union(union.inputs().size());
      case Plan.Join join -> new HashJoin(join.kind(), join.keys(), join.condition());
      case Plan.GroupBy groupBy -> new GroupBy(groupBy.keys(), groupBy.aggregates());
      case Plan.EmitChanges changes ->
          new EmitChanges(changes.keys(), changes.aggregates(), changes.every(), changes.state());
      case Plan.Distinct distinct -> new Distinct(distinct.columns(), distinct.state());
      case Plan.Sort sort -> new Sort(sort.keys());
      case Plan.TopN topN -> new TopN(topN.keys(), topN.rows());
      case Plan.Limit limit -> new Limit(limit.rows());
      case Plan.Scan scan -> throw new IllegalStateException("a scan has no operator");
      case Plan.Exchange exchange -> throw new IllegalStateException("an exchange has no operator");
    };
  }
}
