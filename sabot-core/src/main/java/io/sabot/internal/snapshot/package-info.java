/**
 * The state of jobs in a shared directory: a file per state, group and snapshot, named in what is
 * noted with each commit.
 */
@NullMarked
package io.sabot.internal.snapshot;

import org.jspecify.annotations.NullMarked;
