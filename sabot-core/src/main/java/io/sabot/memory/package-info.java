/**
 * Memory is asked for before it is taken: a run has one allocator and one {@link
 * io.sabot.memory.MemoryBudget}, and each stage that keeps rows holds a named {@link
 * io.sabot.memory.Reservation} of it. Where the budget is spent, the other stages are asked to give
 * back before one is refused ({@link io.sabot.memory.Reservation#onPressure}), on the thread that
 * asks; {@link io.sabot.memory.PressureGate} keeps that thread out of a state that is worked on.
 */
@NullMarked
package io.sabot.memory;

import org.jspecify.annotations.NullMarked;
