package io.sabot.stream;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is to be read. Immutable; start from {@link #DEFAULTS} and change what differs.
 * Text is UTF-8, a byte-order mark is passed over, and malformed bytes are an error.
 *
 * <p>An unquoted field that is empty or equals {@code nullText} is null; a quoted empty field is
 * the empty string. Empty lines are skipped, except that a file of one column reads them as null.
 *
 * @param separator between fields
 * @param quote around fields that hold separators, quotes (doubled) or line ends
 * @param header whether the first record names the columns
 * @param nullText stands for null besides the empty field
 * @param schema the columns to read and their types, found by name where there is a header and by
 *     place where there is none; or null to infer types from the first 1,000 records
 */
public record CsvOptions(
    char separator, char quote, Header header, String nullText, @Nullable Schema schema) {

  /** Comma, double quote, a header, no text for null, inferred types. */
  public static final CsvOptions DEFAULTS = new CsvOptions(',', '"', Header.PRESENT, "", null);

  /** Whether the first record names the columns. */
  public enum Header {
    /** It does. */
    PRESENT,
    /** It is a row; columns are called {@code column_1}, {@code column_2} and so on. */
    ABSENT
  }

  public CsvOptions {
    if (separator == quote || isLineEnd(separator) || isLineEnd(quote)) {
      throw Problem.at("CsvOptions", ErrorCode.INVALID_ARGUMENT)
          .rule("separator and quote must differ from each other and from line ends")
          .but("they are U+%04X and U+%04X".formatted((int) separator, (int) quote))
          .cure("leave the quote at '\"' and give the separator the file uses, e.g. ';'")
          .plan();
    }
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }

  /** Fields are separated by another character. */
  public CsvOptions withSeparator(char other) {
    return new CsvOptions(other, quote, header, nullText, schema);
  }

  /** Fields are quoted by another character. */
  public CsvOptions withQuote(char other) {
    return new CsvOptions(separator, other, header, nullText, schema);
  }

  /** The first record is a row. */
  public CsvOptions withoutHeader() {
    return new CsvOptions(separator, quote, Header.ABSENT, nullText, schema);
  }

  /** Unquoted fields of this text are null, e.g. {@code NA}. */
  public CsvOptions withNullText(String text) {
    return new CsvOptions(separator, quote, header, text, schema);
  }

  /** Reads these columns with these types; nothing is inferred. */
  public CsvOptions withSchema(Schema columns) {
    return new CsvOptions(separator, quote, header, nullText, columns);
  }
}
