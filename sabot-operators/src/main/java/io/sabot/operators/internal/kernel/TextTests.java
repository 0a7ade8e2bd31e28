package io.sabot.operators.internal.kernel;

/** Whether the first text begins with, ends with or contains the second, row by row. */
public enum TextTests implements TextKernel.Test {
  STARTS_WITH {
    @Override
    boolean holds(TextWindow text, TextWindow search, int row) {
      int size = search.lengths[row];
      return size <= text.lengths[row]
          && TextFind.isEqual(
              text.values, text.starts[row], search.values, search.starts[row], size);
    }
  },
  ENDS_WITH {
    @Override
    boolean holds(TextWindow text, TextWindow search, int row) {
      int size = search.lengths[row];
      long at = text.starts[row] + text.lengths[row] - size;
      return size <= text.lengths[row]
          && TextFind.isEqual(text.values, at, search.values, search.starts[row], size);
    }
  },
  CONTAINS {
    @Override
    boolean holds(TextWindow text, TextWindow search, int row) {
      return TextPosition.find(text, search, row) >= 0;
    }
  };

  abstract boolean holds(TextWindow text, TextWindow search, int row);

  @Override
  public void test(TextChunk chunk, long[] bits) {
    TextWindow text = chunk.text(0);
    TextWindow search = chunk.text(1);
    for (int i = 0; i < chunk.count(); i++) {
      bits[i >>> 6] |= (holds(text, search, i) ? 1L : 0L) << i;
    }
  }
}
