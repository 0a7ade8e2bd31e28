package io.sabot.stream.internal.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunException;
import io.sabot.stream.CsvOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The records of an open CSV file, one at a time. Fields are handed to a {@link Fields} as ranges
 * of the parser's own characters, valid for the call.
 */
final class CsvRecords implements AutoCloseable {
  /** Takes the fields of a record. */
  interface Fields {
    /** A field; where it is {@code quoted}, the quotes are gone and doubled ones are single. */
    void field(int index, char[] text, int from, int end, boolean quoted);
  }

  /** Characters of a field, quotes included. */
  private static final int LONGEST_FIELD = 16 * 1024 * 1024;

  private final String where;
  private final Handler handler = new Handler();
  private final CsvReader<Handler> reader;
  private final CloseableIterator<Handler> records;
  private @Nullable Fields fields;

  CsvRecords(String where, Path path, CsvOptions options) throws IOException {
    this.where = where;
    Reader text = text(where, path);
    try {
      reader =
          CsvReader.builder()
              .fieldSeparator(options.separator())
              .quoteCharacter(options.quote())
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .skipEmptyLines(false)
              .maxBufferSize(LONGEST_FIELD)
              .build(handler, text);
      records = reader.iterator();
    } catch (Throwable failure) {
      text.close();
      throw failure;
    }
  }

  private static Reader text(String where, Path path) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    BufferedReader text =
        new BufferedReader(new InputStreamReader(Files.newInputStream(path), decoder));
    try {
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      return text;
    } catch (CharacterCodingException failure) {
      text.close();
      throw malformed(where, 0, failure);
    } catch (IOException failure) {
      text.close();
      throw failure;
    }
  }

  /** Passes the fields of the next record to {@code to}; false at the end. */
  boolean next(Fields to) {
    fields = to;
    try {
      if (!records.hasNext()) {
        return false;
      }
      records.next();
      return true;
    } catch (RuntimeException failure) {
      if (isTooLong(failure)) {
        throw tooLong(failure);
      }
      throw isMalformed(failure) ? malformed(where, handler.line(), failure) : failure;
    }
  }

  private static boolean isMalformed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTooLong(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("buffer size of " + LONGEST_FIELD)) {
        return true;
      }
    }
    return false;
  }

  private RunException tooLong(RuntimeException failure) {
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("a field must have at most " + LONGEST_FIELD + " characters")
        .but("the record at line " + Math.max(1, handler.line()) + " has a longer one")
        .cause(failure)
        .cure("look for a quote that is not closed there, or check quote in CsvOptions")
        .run();
  }

  private static RunException malformed(String where, long line, Throwable failure) {
    return Problem.at(where, ErrorCode.SOURCE_FAILED)
        .rule("the text must be UTF-8")
        .but("there are malformed bytes at or soon after line " + Math.max(1, line))
        .cause(failure)
        .cure("convert the file, e.g. iconv -f LATIN1 -t UTF-8")
        .run();
  }

  /** The line on which the current record starts, from 1. */
  long line() {
    return handler.line();
  }

  /** Fields of the current record. */
  int fieldCount() {
    return handler.count();
  }

  /** Whether the current record is a line without a character. */
  boolean isEmptyLine() {
    return handler.empty;
  }

  @Override
  public void close() throws IOException {
    records.close();
    reader.close();
  }

  private final class Handler extends AbstractBaseCsvCallbackHandler<Handler> {
    private boolean empty;

    @Override
    protected void handleBegin(long line) {
      empty = false;
    }

    @Override
    protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
      if (fields != null) {
        fields.field(index, text, from, from + length, quoted);
      }
    }

    @Override
    protected void handleEmpty() {
      empty = true;
    }

    @Override
    protected Handler buildRecord() {
      return this;
    }

    long line() {
      return getStartingLineNumber();
    }

    int count() {
      return getFieldCount();
    }
  }
}
