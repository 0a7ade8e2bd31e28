/**
 * Keys and kept rows: {@link io.sabot.operators.internal.table.KeyTable} turns key columns into
 * dense ids, {@link io.sabot.operators.internal.table.Chunks} keeps rows in the order of those ids.
 * Both are off-heap and reserve what they take.
 */
@NullMarked
package io.sabot.operators.internal.table;

import org.jspecify.annotations.NullMarked;
