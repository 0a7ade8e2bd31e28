package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Who gives a root, and so what to say of one that is closed or does not hold its rows.
 *
 * @param where the source or function
 * @param giving whether its roots stay with it
 */
public record Lender(String where, Giving giving) {
  /** Somebody not known by name, whose roots stay open. */
  static final Lender ANY = new Lender("VectorSchemaRoot", Giving.LENT);

  /** Whether roots stay with who gives them. */
  public enum Giving {
    /** The giver closes its roots, after the last run. */
    LENT,
    /** The run closes each root, so each must be new. */
    GIVEN_AWAY
  }

  /** One that keeps its roots. */
  public static Lender lending(String where) {
    return new Lender(where, Giving.LENT);
  }

  /** One whose roots pass to the run. */
  public static Lender givingAway(String where) {
    return new Lender(where, Giving.GIVEN_AWAY);
  }

  /** Refuses a root that cannot hold what it says. */
  void requireRows(VectorSchemaRoot root) {
    int rows = root.getRowCount();
    if (rows < 0) {
      throw Problem.at(where, ErrorCode.INVALID_BATCH)
          .rule("a batch must have 0 rows or more")
          .but("its row count is " + rows)
          .cure("set the row count on root and vectors")
          .run();
    }
    if (rows > 0 && giving == Giving.GIVEN_AWAY && isClosed(root)) {
      throw Problem.at(where, ErrorCode.INVALID_BATCH)
          .rule("every batch must be a fresh root")
          .but("this one is closed")
          .cure("make a new root per call, since the run closes each")
          .run();
    }
  }

  /** Closing empties vectors and leaves the row count of the root as it was. */
  private static boolean isClosed(VectorSchemaRoot root) {
    return !root.getFieldVectors().isEmpty()
        && root.getFieldVectors().stream()
            .allMatch(vector -> vector.getValueCount() == 0 && vector.getBufferSize() == 0);
  }

  SabotException tooShort(FieldVector vector, int rows) {
    String keep = giving == Giving.LENT ? "keep the root open until the run ends, and " : "";
    return Problem.at(where, ErrorCode.INVALID_BATCH)
        .rule("every vector must hold the root's rows")
        .but("\"%s\" holds %d of %d rows".formatted(vector.getName(), vector.getValueCount(), rows))
        .cure(keep + "set the row count on root and vectors")
        .run();
  }
}
