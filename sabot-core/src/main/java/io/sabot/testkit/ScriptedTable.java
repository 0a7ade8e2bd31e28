package io.sabot.testkit;

import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** The rows of a script, as a source that ends. */
record ScriptedTable(TopicScript script) implements Source {
  @Override
  public String name() {
    return "scripted table";
  }

  @Override
  public Schema schema() {
    return Tables.schema(script.columns());
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> {
      Iterator<TopicScript.Step> steps = script.steps().iterator();
      return new SplitReader() {
        @Override
        public Step poll() {
          while (steps.hasNext()) {
            if (steps.next() instanceof TopicScript.Step.Arrive(int partition, TextTable rows)) {
              return new Step.Emit(rows.batch(context.allocator()));
            }
          }
          return Step.DONE;
        }

        @Override
        public void close() {}
      };
    });
  }
}
