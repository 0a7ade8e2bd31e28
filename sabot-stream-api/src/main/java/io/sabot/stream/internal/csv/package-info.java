/**
 * CSV files become batches. {@link io.sabot.stream.internal.csv.CsvSource} is the source, {@link
 * io.sabot.stream.internal.csv.CsvSchema} finds the types, a {@link
 * io.sabot.stream.internal.csv.CsvParser} turns characters into one value, a {@link
 * io.sabot.stream.internal.csv.CsvColumn} collects a batch's values. Open {@code CsvSource} first.
 */
@NullMarked
package io.sabot.stream.internal.csv;

import org.jspecify.annotations.NullMarked;
