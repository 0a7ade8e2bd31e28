package io.sabot.stream.internal.ipc;

import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes a file in Arrow's streaming format, dictionaries decoded. Until the commit it lies beside
 * its target under another name.
 */
public record ArrowStreamSink(Path path) implements Sink {
  @Override
  public String name() {
    return "arrow stream " + path;
  }

  @Override
  public SinkWriter open(Schema schema, RunContext context) {
    return new ArrowFileWriter(name(), path, IpcWriter.Format.STREAM, schema, context);
  }
}
