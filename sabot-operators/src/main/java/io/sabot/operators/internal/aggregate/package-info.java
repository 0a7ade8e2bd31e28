/**
 * Aggregates: {@link io.sabot.operators.internal.aggregate.AggregateCall} types one at plan time,
 * an {@link io.sabot.operators.internal.aggregate.Accumulator} keeps its state for all groups of a
 * run and works in five steps: create, update, merge, finish, write and read.
 */
@NullMarked
package io.sabot.operators.internal.aggregate;

import org.jspecify.annotations.NullMarked;
