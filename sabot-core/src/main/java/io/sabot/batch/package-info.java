/**
 * What flows: a {@link io.sabot.batch.Batch} of {@link io.sabot.batch.Column columns}, immutable
 * and reference-counted, with an optional {@link io.sabot.batch.Selection}. {@code
 * VectorSchemaRoot} stands only at the doors ({@link io.sabot.batch.Doors}). Open {@code Column}
 * first.
 */
@NullMarked
package io.sabot.batch;

import org.jspecify.annotations.NullMarked;
