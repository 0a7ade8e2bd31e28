package io.sabot.operators.internal.generate;

import org.jspecify.annotations.Nullable;

/**
 * Local variables that all steps of a method share, by number of column or constant.
 *
 * @param columns segments of values
 * @param validities segments of bitmaps, or null in a method for rows without nulls
 * @param constants the numbers, each in the lane of its type
 * @param failed the rows on which something failed
 */
@SuppressWarnings("ArrayRecordComponent")
record Scope(int[] columns, int @Nullable [] validities, int[] constants, int failed) {}
