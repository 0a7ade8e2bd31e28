/** Benchmarks: each consumes its output and asserts its answer. */
package io.sabot.benchmarks;
