/**
 * What a run does not hold in memory, in files of its own: a {@link io.sabot.spill.SpillSpace} per
 * run, from {@link io.sabot.operator.RunContext#spill}, gives {@link io.sabot.spill.SpillFile}s
 * that take batches and give them back one by one. Nothing is made on disk before the first batch
 * is written, and nothing is left when the last file is closed.
 */
@NullMarked
package io.sabot.spill;

import org.jspecify.annotations.NullMarked;
