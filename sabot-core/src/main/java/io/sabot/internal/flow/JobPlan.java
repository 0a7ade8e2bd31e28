package io.sabot.internal.flow;

import io.sabot.RunOptions;
import io.sabot.internal.run.Execution;
import io.sabot.internal.snapshot.SnapshotStore;
import io.sabot.operator.Stage;
import io.sabot.source.Source.Boundedness;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a job is to do.
 *
 * @param opening opens the writer of the sink for a run
 * @param boundedness whether the stage ends by itself
 * @param interval how long what was written may wait to be committed
 * @param state where state is kept beyond a run, or null where none is
 */
public record JobPlan(
    Stage stage,
    RunOptions options,
    Function<Execution, JobWriter> opening,
    Boundedness boundedness,
    Duration interval,
    @Nullable SnapshotStore state) {}
