/**
 * How rows are sorted: {@link io.sabot.operators.internal.sort.KeyedRows} keeps batches and encodes
 * the keys of their rows as bytes in order, sorts row ids by them, and gathers rows by those ids.
 */
@NullMarked
package io.sabot.operators.internal.sort;

import org.jspecify.annotations.NullMarked;
