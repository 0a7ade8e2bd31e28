/**
 * Parquet files become batches. {@link io.sabot.stream.internal.parquet.ParquetSource} is the
 * source; behind {@link io.sabot.stream.internal.parquet.ParquetReader} stand two libraries:
 * Hardwood (pure Java) and arrow-dataset (native, asked for by name). Open {@code ParquetSource}
 * first.
 */
@NullMarked
package io.sabot.stream.internal.parquet;

import org.jspecify.annotations.NullMarked;
