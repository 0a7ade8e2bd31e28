package io.sabot.kafka.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the value that a column has in a row, which is not null. */
@FunctionalInterface
interface JsonCell {
  void write(int row, JsonGenerator json) throws IOException;
}
