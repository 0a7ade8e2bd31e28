/**
 * Memory is asked for before it is taken: a run has one allocator and one {@link
 * io.sabot.memory.MemoryBudget}, and each stage that keeps rows holds a named {@link
 * io.sabot.memory.Reservation} of it. Where the budget is spent, the other stages are asked to give
 * back before one is refused ({@link io.sabot.memory.Reservation#onPressure}).
 */
@NullMarked
package io.sabot.memory;

import org.jspecify.annotations.NullMarked;
