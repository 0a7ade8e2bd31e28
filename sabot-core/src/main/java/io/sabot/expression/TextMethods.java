package io.sabot.expression;

/** Functions of text. */
public sealed interface TextMethods permits Expression {}
