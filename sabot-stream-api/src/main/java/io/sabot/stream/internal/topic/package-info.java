/** Finds the modules that read topics. Not API. */
@NullMarked
package io.sabot.stream.internal.topic;

import org.jspecify.annotations.NullMarked;
