package io.sabot.expression;

/** Functions of dates, times, timestamps and durations. */
public sealed interface TemporalMethods permits Expression {}
