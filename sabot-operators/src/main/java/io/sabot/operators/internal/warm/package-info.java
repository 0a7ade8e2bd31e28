/**
 * Loops that the just-in-time compiler has not seen yet run hundreds of times slower than those it
 * has. Here they are run over scratch data, beside the work, until they are worth calling.
 */
@NullMarked
package io.sabot.operators.internal.warm;

import org.jspecify.annotations.NullMarked;
