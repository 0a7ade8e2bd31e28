package io.sabot.plan;

import io.sabot.Origin;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.expression.SortKey;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Source;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a plan: what is wanted of its inputs. Immutable and comparable. */
public sealed interface Plan {
  /** The line that built the node. */
  Origin origin();

  /** The inputs, in order. */
  List<Plan> inputs();

  /** The same node over other inputs. */
  Plan withInputs(List<Plan> inputs);

  /** A source. A leaf of the text, known there by its name. */
  record Scan(Source source, Origin origin) implements Plan {
    @Override
    public List<Plan> inputs() {
      return List.of();
    }

    @Override
    public Plan withInputs(List<Plan> inputs) {
      return this;
    }
  }

  /** Rows for which the predicate is true. */
  record Filter(Plan input, Expression predicate, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Filter(other, predicate, origin);
    }
  }

  /** All columns, with some replaced and others added behind. */
  record WithColumns(Plan input, List<Expression> expressions, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new WithColumns(other, expressions, origin);
    }
  }

  /** Exactly these columns. */
  record Select(Plan input, List<Expression> expressions, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Select(other, expressions, origin);
    }
  }

  /** An operator over its inputs: a function of the user's, or an operator of their own. */
  record Apply(List<Plan> inputs, BatchOperator operator, Origin origin) implements Plan {
    @Override
    public Plan withInputs(List<Plan> others) {
      return new Apply(others, operator, origin);
    }
  }

  /** One row per element of a list column. */
  record Unnest(Plan input, String column, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Unnest(other, column, origin);
    }
  }

  /** The rows of all inputs, columns matched by name. */
  record Union(List<Plan> inputs, Origin origin) implements Plan {
    @Override
    public Plan withInputs(List<Plan> others) {
      return new Union(others, origin);
    }
  }

  /**
   * Rows of two inputs paired by equal keys.
   *
   * @param condition what must be true of a pair, too, over the columns of an inner join; or null
   */
  record Join(
      Plan left,
      Plan right,
      JoinKind kind,
      JoinKeys keys,
      @Nullable Expression condition,
      Origin origin)
      implements Plan {
    @Override
    public List<Plan> inputs() {
      return List.of(left, right);
    }

    @Override
    public Plan withInputs(List<Plan> others) {
      return new Join(others.get(0), others.get(1), kind, keys, condition, origin);
    }
  }

  /** One row per key; without keys, one row. */
  record GroupBy(Plan input, List<Expression> keys, List<Aggregate> aggregates, Origin origin)
      implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new GroupBy(other, keys, aggregates, origin);
    }
  }

  /**
   * Rows of keys that have changed, with what they aggregate to now.
   *
   * @param every how much time lies between two looks at what has changed
   * @param state what the groups are called that are kept
   */
  record EmitChanges(
      Plan input,
      List<Expression> keys,
      List<Aggregate> aggregates,
      Duration every,
      String state,
      Origin origin)
      implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new EmitChanges(other, keys, aggregates, every, state, origin);
    }
  }

  /**
   * Each different row once.
   *
   * @param columns what makes a row different; none means all
   * @param state what the keys are called that are kept
   */
  record Distinct(Plan input, List<String> columns, String state, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Distinct(other, columns, state, origin);
    }
  }

  /** All rows in order; equal ones stay in input order. */
  record Sort(Plan input, List<SortKey> keys, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Sort(other, keys, origin);
    }
  }

  /** The first rows of an order. */
  record TopN(Plan input, List<SortKey> keys, long rows, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new TopN(other, keys, rows, origin);
    }
  }

  /** The first rows. */
  record Limit(Plan input, long rows, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Limit(other, rows, origin);
    }
  }

  /** Where rows may change workers; with one worker, nothing happens here. */
  record Exchange(Plan input, Distribution distribution, Origin origin) implements Unary {
    @Override
    public Plan withInput(Plan other) {
      return new Exchange(other, distribution, origin);
    }
  }

  /** A node with one input. */
  sealed interface Unary extends Plan
      permits Filter,
          WithColumns,
          Select,
          Unnest,
          GroupBy,
          EmitChanges,
          Distinct,
          Sort,
          TopN,
          Limit,
          Exchange {
    /** The input. */
    Plan input();

    /** The same node over another input. */
    Plan withInput(Plan other);

    @Override
    default List<Plan> inputs() {
      return List.of(input());
    }

    @Override
    default Plan withInputs(List<Plan> others) {
      return withInput(others.getFirst());
    }
  }

  /** How two inputs are joined. */
  enum JoinKind {
    /** Pairs only. */
    INNER,
    /** Pairs, and left rows without one. */
    LEFT,
    /** Pairs, and right rows without one. */
    RIGHT,
    /** Pairs, and rows of either side without one. */
    FULL,
    /** Left rows that have a pair, once each. */
    SEMI,
    /** Left rows that have none. */
    ANTI
  }

  /** Which worker a row goes to. */
  sealed interface Distribution {
    /** The worker of its keys' partition hash. */
    record ByKeys(List<String> columns) implements Distribution {}

    /** Any worker. */
    record Any() implements Distribution {}

    /** Every worker. */
    record Broadcast() implements Distribution {}
  }
}
