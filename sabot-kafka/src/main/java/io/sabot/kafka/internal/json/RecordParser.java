package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.util.BufferRecycler;
import io.sabot.kafka.internal.column.BytesBuilder;

/**
 * Jackson's parser of UTF-8, turned from one value to the next: small values cost more to make a
 * parser for than to parse. Strings that need no decoding go into their column as they lie there.
 */
final class RecordParser extends UTF8StreamJsonParser {
  /** A topic whose objects name ever other fields must not fill the table of names for ever. */
  private static final int MOST_NAMES = 1_000;

  private static final byte[] NOTHING = {};

  RecordParser() {
    super(
        new IOContext(
            StreamReadConstraints.defaults(),
            StreamWriteConstraints.defaults(),
            ErrorReportConfiguration.defaults(),
            new BufferRecycler(),
            ContentReference.unknown(),
            false),
        JsonParser.Feature.collectDefaults(),
        null,
        null,
        ByteQuadsCanonicalizer.createRoot().makeChild(JsonFactory.Feature.collectDefaults()),
        NOTHING,
        0,
        0,
        0,
        false);
  }

  /** Whether it reads a value as any parser does; others may be written in UTF-16 or UTF-32. */
  static boolean canRead(byte[] value) {
    return value.length > 1 && value[0] == '{' && value[1] != 0;
  }

  /** Turns to a value; the one before has been read to the end of its object. */
  void turnTo(byte[] value) {
    _inputBuffer = value;
    _inputPtr = 0;
    _inputEnd = value.length;
    _currInputProcessed = 0;
    _currInputRow = 1;
    _currInputRowStart = 0;
    _tokenIncomplete = false;
    _nextToken = null;
    _updateTokenToNull();
  }

  /** Whether nothing but white space stands behind what was read. */
  boolean isAtEnd() {
    while (_inputPtr < _inputEnd) {
      switch (_inputBuffer[_inputPtr]) {
        case ' ', '\t', '\n', '\r' -> _inputPtr++;
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether it has seen so many names that another one should be used from now on. */
  boolean isWorn() {
    return _symbols.size() > MOST_NAMES;
  }

  /**
   * Appends the string at which it stands, where that is ASCII without an escape; false, and
   * nothing read or appended, where it is not.
   */
  boolean appendPlain(BytesBuilder column) {
    if (!_tokenIncomplete) {
      return false;
    }
    int end = PlainText.end(_inputBuffer, _inputPtr, _inputEnd);
    if (end < 0) {
      return false;
    }
    column.append(_inputBuffer, _inputPtr, end - _inputPtr);
    _inputPtr = end + 1;
    _tokenIncomplete = false;
    return true;
  }
}
