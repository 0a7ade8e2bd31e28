package io.sabot.batch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uses memory as the rest of an application may, after the library has. */
final class SegmentKindsProcess {
  static final String READY = "ready";

  private SegmentKindsProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("segments", null);
    try {
      Files.write(file, new byte[64]);
      long sum = Memory.LONG.byteSize();
      System.out.println(READY);
      try (Arena shared = Arena.ofShared();
          FileChannel channel = FileChannel.open(file)) {
        MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 64, shared);
        sum += mapped.get(Memory.LONG, 0);
      }
      sum += MemorySegment.ofArray(new byte[8]).get(Memory.LONG, 0);
      sum += MemorySegment.ofArray(new float[2]).get(Memory.LONG, 0);
      System.out.println(sum);
    } finally {
      Files.delete(file);
    }
  }
}
