package io.sabot.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A value of a union: which of its members it is, and the value.
 *
 * @param name the member's field name
 * @param value its value, or null
 */
public record Member(String name, @Nullable Object value) {}
