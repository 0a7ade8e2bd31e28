package io.sabot.stream.internal.ipc;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunException;
import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.sink.SinkWriter;
import io.sabot.stream.internal.file.FileSplitReader;
import io.sabot.stream.internal.file.OutputFiles;
import io.sabot.stream.internal.file.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Schema;

/** One transaction of a sink: the pending file and the writer of its format. */
final class ArrowFileWriter implements SinkWriter {
  private final String where;
  private final RunContext run;
  private final PendingFile pending;
  private final IpcWriter writer;
  private boolean prepared;

  ArrowFileWriter(
      String where, Path target, IpcWriter.Format format, Schema schema, RunContext run) {
    this.where = where;
    this.run = run;
    OutputFiles.requireWritable(where, target);
    PendingFile created = null;
    try {
      created = PendingFile.beside(target);
      pending = created;
      writer = new IpcWriter(pending.channel(), format, schema);
    } catch (IOException failure) {
      throw failed(failure, created);
    }
  }

  private RunException failed(IOException failure, PendingFile created) {
    if (created != null) {
      created.discard();
    }
    return failed(failure);
  }

  private RunException failed(Exception failure) {
    return Problem.at(where, ErrorCode.SINK_FAILED)
        .rule("the file must be writable beside its target until it is complete")
        .but(FileSplitReader.text(failure))
        .cause(failure)
        .cure("check that the folder exists, may be written and has room; the target is untouched")
        .run();
  }

  @Override
  public void write(Batch batch) {
    try (Batch flat = batch.flat(run.allocator())) {
      requireUnprepared();
      writer.write(flat, run.allocator());
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private void requireUnprepared() {
    if (prepared) {
      throw Problem.at(where, ErrorCode.ALREADY_CONSUMED)
          .rule("a file takes the rows of one transaction")
          .but("more came after it was complete")
          .cure("write what never ends to a sink that takes many transactions")
          .run();
    }
  }

  @Override
  public void prepare(long id) {
    requireUnprepared();
    try {
      writer.finish();
      pending.complete();
      prepared = true;
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void commit(long id) {
    try {
      pending.publish();
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  @Override
  public void abort() {
    pending.discard();
  }

  @Override
  public void close() {
    pending.discard();
  }
}
