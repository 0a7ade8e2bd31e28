package io.sabot;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a job has done from its start to one moment, over all its runs: where it begins anew, rows
 * that are read and written once more are counted once more. Counters only rise; those of a job
 * that works are not of the very same moment.
 *
 * @param rowsRead rows that its sources have given, tables that are joined included
 * @param batchesRead the batches in which they came
 * @param rowsWritten rows that its sink has taken, committed or not
 * @param batchesWritten the batches in which they went
 * @param rejected poison: records that could not become rows
 * @param lag records that lie at the sources behind those read so far, where they know
 * @param commits how often it has committed
 * @param lastCommit when it did so last, by the clock of this machine; empty before the first
 * @param restarts how often it has begun anew by itself
 */
public record JobMetrics(
    long rowsRead,
    long batchesRead,
    long rowsWritten,
    long batchesWritten,
    long rejected,
    OptionalLong lag,
    long commits,
    Optional<Instant> lastCommit,
    long restarts) {}
