/** Columns of the batch that is being made, value by value. Not API. */
@NullMarked
package io.sabot.kafka.internal.column;

import org.jspecify.annotations.NullMarked;
