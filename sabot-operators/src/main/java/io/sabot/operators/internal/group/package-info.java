/**
 * Grouping: {@link io.sabot.operators.internal.group.GroupShape} types keys and aggregates at plan
 * time, {@link io.sabot.operators.internal.group.Groups} holds the groups of a run.
 */
@NullMarked
package io.sabot.operators.internal.group;

import org.jspecify.annotations.NullMarked;
