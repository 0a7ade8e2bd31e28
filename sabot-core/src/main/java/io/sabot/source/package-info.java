/**
 * Where batches come from. A {@link io.sabot.source.Source} is a re-usable description with a
 * schema; each run opens readers on its {@link io.sabot.source.Split splits}. Sources over values
 * at hand (lists, iterators, publishers, generators) are made by {@link io.sabot.source.Sources}.
 */
@NullMarked
package io.sabot.source;

import org.jspecify.annotations.NullMarked;
