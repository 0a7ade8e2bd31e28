/**
 * Operators. {@link io.sabot.operator.BatchOperator} is the immutable description, open it first;
 * {@link io.sabot.operator.OperatorRun} is one execution of it: pushed batches and signals, polled
 * for {@link io.sabot.operator.Step steps}, never blocking. Drivers (the iterator and publisher
 * views) turn a run into what a consumer asked for.
 */
@NullMarked
package io.sabot.operator;

import org.jspecify.annotations.NullMarked;
