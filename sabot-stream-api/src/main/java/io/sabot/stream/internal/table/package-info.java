/** Batches become text: {@link io.sabot.stream.internal.table.TablePrinter}. */
@NullMarked
package io.sabot.stream.internal.table;

import org.jspecify.annotations.NullMarked;
