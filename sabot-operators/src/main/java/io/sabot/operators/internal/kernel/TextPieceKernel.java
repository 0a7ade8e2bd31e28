package io.sabot.operators.internal.kernel;

/** A result that lies within the first text: found as a place, then copied. */
abstract class TextPieceKernel implements TextKernel.Write {
  @Override
  public final void write(TextChunk chunk, TextSink sink, long[] ends) {
    long[] starts = chunk.pieceStarts();
    int[] lengths = chunk.pieceLengths();
    find(chunk, starts, lengths);
    TextCopy.pieces(chunk.text(0).values, starts, lengths, chunk.count(), sink, ends);
  }

  /** Says where the piece of each row lies. */
  abstract void find(TextChunk chunk, long[] starts, int[] lengths);
}
