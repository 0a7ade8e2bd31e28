package io.sabot.expression;

/** What lists and structs hold. */
public sealed interface NestedMethods permits Expression {}
