/**
 * State that outlives a batch lives in named {@link io.sabot.state.StateTable tables} of rows,
 * which can be listed, written and read by {@link io.sabot.state.KeyGroups key group}.
 */
@NullMarked
package io.sabot.state;

import org.jspecify.annotations.NullMarked;
