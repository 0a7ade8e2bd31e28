/**
 * What a chain of filters, new columns and selections computes, told in the columns of its input
 * ({@link io.sabot.operators.internal.pipeline.PipelineShape}), and the run that has it computed by
 * whoever can ({@link io.sabot.operators.internal.pipeline.PipelineEvaluator}).
 */
@NullMarked
package io.sabot.operators.internal.pipeline;

import org.jspecify.annotations.NullMarked;
