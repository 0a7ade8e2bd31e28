package io.sabot.operators.internal.table;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** The keys of a table as state: one column of canonical bytes. */
public final class KeyState implements StateTable {
  /** The column. */
  public static final Schema SCHEMA = EncodedKeyWriter.SCHEMA;

  private final String where;
  private final String name;
  private final KeyTable table;
  private final RunContext context;

  /** State of a table that stays with the caller. */
  public KeyState(String where, String name, KeyTable table, RunContext context) {
    this.where = where;
    this.name = name;
    this.table = table;
    this.context = context;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<Batch> write(KeyGroups groups) {
    return table.write(groups, context.options().batchRows());
  }

  @Override
  public void read(Batch rows) {
    StateRows.check(where, name, schema(), rows);
    try (Batch flat = rows.flat(context.allocator())) {
      table.read(flat.column(0));
    }
  }
}
