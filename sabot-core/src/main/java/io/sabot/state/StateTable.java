package io.sabot.state;

import io.sabot.batch.Batch;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Part of a run's state, as rows. What {@link #write} gives, {@link #read} takes in a fresh run of
 * the same operator, which then goes on as the first would have.
 */
public interface StateTable {
  /** Its name, unique and stable within the operator. */
  String name();

  /** The columns of its rows. */
  Schema schema();

  /**
   * The rows whose key lies in these key groups; state without keys lies in group 0. The batches
   * pass to the caller; the state stays.
   */
  List<Batch> write(KeyGroups groups);

  /** Adds rows to the state, before the first batch is pushed; the batch passes to the table. */
  void read(Batch rows);
}
