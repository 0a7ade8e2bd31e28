/**
 * Rows for the edge of a program: {@link io.sabot.stream.internal.record.RecordShape} matches a
 * record class to a schema once, and reads batches row by row. Not API.
 */
@NullMarked
package io.sabot.stream.internal.record;

import org.jspecify.annotations.NullMarked;
