/**
 * What operators that move whole rows share: gathering them ({@link
 * io.sabot.operators.internal.row.Gather}), merging small batches, walking lists, lending batches
 * to functions, noting where rows stand in the input, and state that is plain rows.
 */
@NullMarked
package io.sabot.operators.internal.row;

import org.jspecify.annotations.NullMarked;
