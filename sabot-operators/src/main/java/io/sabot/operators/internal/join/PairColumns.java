package io.sabot.operators.internal.join;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The columns of a pair of rows.
 *
 * @param schema the left columns, then those of the right that are no keys
 * @param lefts how many of them are left
 * @param rights which of the right side the others are
 */
record PairColumns(Schema schema, int lefts, List<Integer> rights) {}
