/**
 * From a plan to stages: {@link io.sabot.stream.internal.plan.Rules rewrite rules} turn a plan into
 * a better one, the {@link io.sabot.stream.internal.plan.Planner} maps each node to its operator.
 * The one place that knows both plans and operators. Not API.
 */
@NullMarked
package io.sabot.stream.internal.plan;

import org.jspecify.annotations.NullMarked;
