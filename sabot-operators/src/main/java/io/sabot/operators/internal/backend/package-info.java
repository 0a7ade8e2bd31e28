/**
 * Which back end computes which expression. Operators compile through {@link
 * io.sabot.operators.internal.backend.Backends}; back ends know nothing of each other.
 */
package io.sabot.operators.internal.backend;
