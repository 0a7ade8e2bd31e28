package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Dictionary-encoded columns that came without their dictionary: all there is are indices. They may
 * pass, but what looks at their values would see numbers that mean nothing.
 */
public final class MissingDictionary {
  private MissingDictionary() {}

  /**
   * Refuses such a column where its values are looked at.
   *
   * @throws io.sabot.PlanException naming the column and its dictionary
   */
  public static void refuse(String where, Field field) {
    if (field.getDictionary() != null) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("a dictionary-encoded column needs its dictionary")
          .but(
              "\"%s\" has only indices (dictionary %d)"
                  .formatted(field.getName(), field.getDictionary().getId()))
          .cure("give the source a DictionaryProvider, e.g. Sources.batches(roots, provider)")
          .plan();
    }
  }
}
