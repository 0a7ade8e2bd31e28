package io.sabot.operators.internal.table;

import io.sabot.ErrorCode;
import io.sabot.Problem;

/** Refuses to grow a table past what its ids can number. */
final class SlotLimit {
  private SlotLimit() {}

  static void check(int keys) {
    if (keys > KeyTable.LIMIT || keys < 0) {
      throw Problem.at("Hash table", ErrorCode.MEMORY_LIMIT)
          .rule("one table holds at most " + KeyTable.LIMIT + " different keys")
          .but("there are more")
          .cure("divide the input by a range of the key and run the parts one after the other")
          .memory();
    }
  }
}
