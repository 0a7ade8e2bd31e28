/** How first rows are told from others, in memory and by way of disk. */
@NullMarked
package io.sabot.operators.internal.distinct;

import org.jspecify.annotations.NullMarked;
