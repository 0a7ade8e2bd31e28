package io.sabot.operators.internal.backend;

import io.sabot.Backend;

/**
 * What computes an expression.
 *
 * @param backend a back end that is there
 * @param words what {@code explain()} says
 */
record Choice(Backend backend, String words) {}
