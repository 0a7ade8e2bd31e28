/** Tests of pipelines that run as jobs: see {@link io.sabot.stream.testkit.JobTester}. */
@NullMarked
package io.sabot.stream.testkit;

import org.jspecify.annotations.NullMarked;
