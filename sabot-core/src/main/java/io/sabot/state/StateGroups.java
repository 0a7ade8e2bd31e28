package io.sabot.state;

/**
 * What a source deals out among the runs that share it: a row's state group is the partition of the
 * source it came from. Where state is kept of the rows, it is kept, written and read by group, and
 * so follows a partition to whoever reads it next.
 */
public final class StateGroups {
  /** The column of int32 that carries the group through a plan; see {@code withStateGroups}. */
  public static final String COLUMN = "$state_group";

  private StateGroups() {}
}
