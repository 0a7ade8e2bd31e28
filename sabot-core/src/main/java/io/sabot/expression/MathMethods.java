package io.sabot.expression;

/** Functions of numbers, and what chooses among values. */
public sealed interface MathMethods permits Expression {}
