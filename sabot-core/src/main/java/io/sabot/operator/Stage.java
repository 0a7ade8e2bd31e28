package io.sabot.operator;

import io.sabot.Origin;
import io.sabot.source.Source;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** A node of what will run: a source to read, or an operator over other stages. Immutable. */
public sealed interface Stage {
  /** What it is called in errors. */
  String name();

  /** The line of user code behind it. */
  Origin origin();

  /** The schema of its batches. */
  Schema schema();

  /** The stages it reads. */
  List<Stage> inputs();

  /** Reads a source. */
  record Read(Source source, Origin origin) implements Stage {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Schema schema() {
      return source.schema();
    }

    @Override
    public List<Stage> inputs() {
      return List.of();
    }
  }

  /** Runs an operator. */
  record Operate(BatchOperator operator, List<Stage> inputs, Schema schema, Origin origin)
      implements Stage {
    /** An operator over stages, with the schema it has there. */
    public static Operate of(BatchOperator operator, List<Stage> inputs, Origin origin) {
      return new Operate(
          operator,
          List.copyOf(inputs),
          operator.outputSchema(inputs.stream().map(Stage::schema).toList()),
          origin);
    }

    @Override
    public String name() {
      return operator.name();
    }
  }
}
