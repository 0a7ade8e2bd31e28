package io.sabot.operators.internal.gandiva;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.gandiva.evaluator.ExpressionRegistry;
import org.apache.arrow.gandiva.evaluator.Projector;
import org.apache.arrow.gandiva.exceptions.GandivaException;
import org.apache.arrow.gandiva.expression.ExpressionTree;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Native code for some expressions. One caller at a time; {@link #close} waits for a call that is
 * on its way.
 */
final class NativeProjector implements AutoCloseable {
  /** What two steps must agree in to share native code. */
  record Key(List<ArrowType> inputs, List<Tree> trees) {
    Key {
      inputs = List.copyOf(inputs);
      trees = List.copyOf(trees);
    }
  }

  private final Key key;
  private final Projector projector;
  private boolean closed;

  private NativeProjector(Key key, Projector projector) {
    this.key = key;
    this.projector = projector;
  }

  /** What keeps the native library from loading, or null. */
  static @Nullable Throwable loadingFailure() {
    try {
      ExpressionRegistry.getInstance();
      return null;
    } catch (GandivaException | RuntimeException | LinkageError failure) {
      return failure;
    }
  }

  /** Compiles; one thread at a time in the whole process. */
  static NativeProjector make(Key key) throws GandivaException {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < key.inputs().size(); i++) {
      fields.add(Field.nullable("column" + i, key.inputs().get(i)));
    }
    TreeNodes nodes = new TreeNodes(fields);
    List<ExpressionTree> expressions = new ArrayList<>();
    for (int i = 0; i < key.trees().size(); i++) {
      expressions.add(nodes.expression(key.trees().get(i), i));
    }
    return new NativeProjector(key, Projector.make(new Schema(fields), expressions));
  }

  Key key() {
    return key;
  }

  /**
   * Computes rows of buffers, in the order of the inputs, into vectors that have room for them.
   *
   * @return whether it did; not where it has been closed
   */
  synchronized boolean evaluate(int rows, List<ArrowBuf> buffers, List<ValueVector> results)
      throws GandivaException {
    if (closed) {
      return false;
    }
    projector.evaluate(rows, buffers, results);
    return true;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      projector.close();
    } catch (GandivaException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
