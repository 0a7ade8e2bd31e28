/**
 * Where generated loops take the place of other runs: aggregates without keys over the rows a
 * pipeline leaves, and the columns of pipelines that leave every row. What a loop does not take
 * goes the other way.
 */
@NullMarked
package io.sabot.operators.internal.totals;

import org.jspecify.annotations.NullMarked;
