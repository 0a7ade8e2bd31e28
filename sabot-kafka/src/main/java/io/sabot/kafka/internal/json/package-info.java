/** JSON objects into columns and out of them. Not API. */
@NullMarked
package io.sabot.kafka.internal.json;

import org.jspecify.annotations.NullMarked;
