package io.sabot.memory;

import org.apache.arrow.memory.ArrowBuf;

/**
 * A part of a piece of memory.
 *
 * @param memory the piece
 * @param offset where the block begins in it
 * @param bytes how long it is
 * @param release takes it back
 */
record MemoryBlock(ArrowBuf memory, long offset, long bytes, Runnable release) {
  long address() {
    return memory.memoryAddress() + offset;
  }
}
