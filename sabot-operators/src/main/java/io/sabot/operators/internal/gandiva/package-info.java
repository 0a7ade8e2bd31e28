/**
 * Gandiva, an optional library, computes expressions whose answers it shares with the kernels bit
 * for bit. A {@link io.sabot.operators.internal.gandiva.Handover} says which; only classes behind
 * {@link io.sabot.operators.internal.gandiva.GandivaLibrary} link against the library.
 */
package io.sabot.operators.internal.gandiva;
