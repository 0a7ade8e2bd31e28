/**
 * Arrow's own formats. {@link io.sabot.stream.internal.ipc.ArrowFileSource} and {@link
 * io.sabot.stream.internal.ipc.ArrowStreamSource} find messages in a file, {@link
 * io.sabot.stream.internal.ipc.BatchLoader} turns one into columns, reading only the buffers of
 * columns that are used; {@link io.sabot.stream.internal.ipc.ArrowSink} writes both formats. No
 * vector is made and no start-up flag is needed. Nothing a file says is believed before it is
 * checked against the file's size.
 */
@NullMarked
package io.sabot.stream.internal.ipc;

import org.jspecify.annotations.NullMarked;
