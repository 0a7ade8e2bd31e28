package io.sabot.operators.internal.function;

import io.sabot.RunException;
import io.sabot.operators.Select;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A column of the table: what computes a call. */
interface BackEnd {
  /** In the order of the columns; a back end more is a line more. */
  List<BackEnd> ALL = List.of(new Jvm());

  /** The head of the column. */
  String name();

  /** Whether it computes a call, found out by trying. */
  boolean computes(Calls.Call call);

  /** The kernels of this JVM: a call is computed over a row of values and a row of nulls. */
  final class Jvm implements BackEnd {
    @Override
    public String name() {
      return "jvm";
    }

    @Override
    public boolean computes(Calls.Call call) {
      try (TestAllocator allocator = new TestAllocator();
          VectorSchemaRoot root = Typed.TABLE.root(allocator);
          VectorSchemaRoot output =
              new Select(List.of(call.expression().as("result"))).processBatch(root)) {
        return output != null;
      } catch (RunException ofThisValue) {
        return true;
      }
    }
  }
}
