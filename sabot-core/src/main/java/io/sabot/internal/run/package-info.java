/**
 * How a tree of stages runs: {@link io.sabot.internal.run.Execution} opens it and is polled by a
 * driver, {@link io.sabot.internal.run.PullDriver} on the caller's thread or the publisher's on a
 * worker. Runs never wait; drivers do. Not API.
 */
@NullMarked
package io.sabot.internal.run;

import org.jspecify.annotations.NullMarked;
