/**
 * Loops over memory: segments and ints in, ints out, no Arrow class. {@link
 * io.sabot.operators.internal.kernel.Kernels} is the face; behind it stands one provider, scalar or
 * SIMD, and both give the same bits. Kernels compute every slot, also under nulls; validity is kept
 * apart, and who cares about a failed slot looks whether it counts.
 */
package io.sabot.operators.internal.kernel;
