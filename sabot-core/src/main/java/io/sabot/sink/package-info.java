/**
 * Where batches go: a {@link io.sabot.sink.Sink} is opened once per run, written batch by batch,
 * and ends in a commit or an abort. File sinks write beside their target and rename.
 */
@NullMarked
package io.sabot.sink;

import org.jspecify.annotations.NullMarked;
