package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;

/**
 * Checks that a batch from outside is what the columnar format promises, so that everything behind
 * it may trust what it reads: buffers alive and long enough, offsets that ascend within their data,
 * views, dictionary indices, type ids and run ends within range, children long enough, strings that
 * are UTF-8. Values in null rows may be anything where the format lets them.
 *
 * <p>One pass over offsets, indices, views and string bytes; other values are not read.
 */
public final class BatchValidation {
  private BatchValidation() {}

  /**
   * Checks a batch, which stays with the caller.
   *
   * @param where what to call its origin in the message, e.g. the source's name
   * @throws io.sabot.RunException with {@link ErrorCode#INVALID_BATCH}, naming the column, the row
   *     and the value
   */
  public static void check(Batch batch, String where) {
    for (Column column : batch.columns()) {
      String path = column.field().getName();
      if (column.length() < batch.length()) {
        throw invalid(
            where,
            "every column must be as long as its batch",
            "\"%s\" has %d of %d rows".formatted(path, column.length(), batch.length()));
      }
      ColumnValidation.check(column, path, where);
    }
    checkSelection(batch, where);
  }

  private static void checkSelection(Batch batch, String where) {
    Selection selection = batch.selection();
    int count = selection.count(batch.length());
    int outside = 0;
    for (int i = 0; i < count && !(selection instanceof Selection.All); i++) {
      int row = selection.row(i);
      outside |= row | (batch.length() - 1 - row);
    }
    if (outside < 0) {
      throw invalid(
          where,
          "a selection must name rows of its batch",
          "it passes the " + batch.length() + " rows there are");
    }
  }

  static SabotException invalid(String where, String rule, String value) {
    return Problem.at(where, ErrorCode.INVALID_BATCH)
        .rule(rule)
        .but(value)
        .cure("mend what wrote the batch: it does not follow the Arrow columnar format")
        .run();
  }
}
