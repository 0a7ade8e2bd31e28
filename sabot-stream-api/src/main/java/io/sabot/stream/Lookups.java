package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.flow.JobDriver;
import io.sabot.operator.Stage;
import io.sabot.stream.internal.plan.StateNames;
import io.sabot.stream.internal.record.BatchReader;
import io.sabot.stream.internal.record.RecordShape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Reads what the run of a job keeps by key, while it runs. */
final class Lookups {
  private final JobDriver driver;
  private final Map<String, Schema> states;

  Lookups(JobDriver driver, Stage stage) {
    this.driver = driver;
    this.states = StateNames.in(stage);
  }

  Optional<Row> row(String state, @Nullable Object @Nullable [] key) {
    Schema schema = schema(state);
    return find(state, key, BatchReader.rows(values -> new Row(schema, values)));
  }

  <T extends Record> Optional<T> row(
      Class<T> type, String state, @Nullable Object @Nullable [] key) {
    return find(state, key, RecordShape.of(type, schema(state)));
  }

  private Schema schema(String state) {
    Schema schema = states.get(state);
    if (schema != null) {
      return schema;
    }
    throw Problem.at("lookup", ErrorCode.INVALID_ARGUMENT)
        .rule("the job must keep the state")
        .but("there is no \"" + state + "\"")
        .cure(
            states.isEmpty()
                ? "keep some with emitChanges(…)"
                : "name one of " + states.keySet() + ", or name yours with named(…)")
        .run();
  }

  /** Null in place of all values is what Java makes of a lone null. */
  private static List<@Nullable Object> values(@Nullable Object @Nullable [] key) {
    return key == null ? Collections.singletonList(null) : Arrays.asList(key);
  }

  private <T> Optional<T> find(
      String state, @Nullable Object @Nullable [] key, BatchReader<T> reader) {
    try (VectorSchemaRoot row = driver.lookup(state, values(key))) {
      if (row != null) {
        return Optional.of(reader.open(row).apply(0));
      }
    }
    if (driver.ended().toCompletableFuture().isDone()) {
      throw Problem.at("lookup", ErrorCode.CANCELLED)
          .rule("the job must run")
          .but("it is " + driver.state())
          .cure("look up before it ends, or read what it has written to its sink")
          .run();
    }
    return Optional.empty();
  }
}
