package io.sabot.operators.internal.function;

import io.sabot.RunException;
import io.sabot.operators.Select;
import io.sabot.operators.internal.gandiva.GandivaDelegate;
import io.sabot.operators.internal.generate.Sink;
import io.sabot.operators.internal.generate.Support;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A column of the table: what computes a call. */
interface BackEnd {
  /** In the order of the columns; a back end more is a line more. */
  List<BackEnd> ALL = List.of(new Jvm(), new Generated(), new Gandiva());

  /** The head of the column. */
  String name();

  /** Whether it computes a call, found out by trying, or by asking what chooses it. */
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

  /** Loops generated for expressions: what they are generated for. */
  final class Generated implements BackEnd {
    @Override
    public String name() {
      return "generated";
    }

    @Override
    public boolean computes(Calls.Call call) {
      return Support.of(List.of(), List.of(new Sink.Output(call.bound()))) != Support.NONE;
    }
  }

  /** Gandiva, if it is there and asked for: what is handed to it. */
  final class Gandiva implements BackEnd {
    @Override
    public String name() {
      return "gandiva";
    }

    @Override
    public boolean computes(Calls.Call call) {
      return GandivaDelegate.refusal(call.bound()) == null;
    }
  }
}
