package io.sabot.stream.internal.ipc;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.stream.internal.file.FileSplitReader;
import io.sabot.stream.internal.file.InputFiles;
import java.io.IOException;
import java.nio.file.Path;

/** What a source reads of a file when it is made, and how that fails. */
final class IpcPlan {
  static final String CURE = "the file is damaged or was not written completely: write it again";

  private IpcPlan() {}

  /** Reads something of an open file. */
  interface Look<T> {
    T at(IpcFile file) throws IOException;
  }

  static <T> T read(String where, Path path, Look<T> look) {
    InputFiles.requireContent(where, path);
    try (IpcFile file = new IpcFile(path)) {
      return look.at(file);
    } catch (SabotException known) {
      throw known;
    } catch (IOException | RuntimeException | StackOverflowError failure) {
      throw Problem.at(where, ErrorCode.SOURCE_FAILED)
          .rule("the file must be in Arrow's IPC format, written to its end")
          .but(FileSplitReader.text(failure))
          .cause(failure)
          .cure("check the format: one ending in .arrow is a file, in .arrows a stream")
          .plan();
    }
  }
}
