/**
 * The plan as data: an immutable graph of {@link io.sabot.plan.Plan} records that says what is
 * wanted and nothing about how it runs. {@link io.sabot.plan.PlanText} writes it as text and reads
 * it back equal.
 */
@NullMarked
package io.sabot.plan;

import org.jspecify.annotations.NullMarked;
