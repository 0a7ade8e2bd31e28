/**
 * Shapes of user functions over primitives, texts and decimals. They are serializable so that what
 * a lambda does can be read back; nothing is ever serialized.
 */
@NullMarked
package io.sabot.function;

import org.jspecify.annotations.NullMarked;
