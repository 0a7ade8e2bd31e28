package io.sabot.stream.internal.parquet;

import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.schema.SchemaNode;
import io.sabot.batch.Column;
import io.sabot.stream.internal.file.ColumnParts;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Puts a column together from the leaves beneath it. A leaf reader knows the layers above its leaf:
 * each list is one, and each struct that may be null. Leaves of one group agree on their layers, so
 * the first is asked.
 */
final class NestedColumn {
  private final BufferAllocator allocator;

  NestedColumn(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** A top-level column of {@code rows} rows. */
  Column of(Field field, SchemaNode node, List<ColumnReader> leaves, int rows) {
    return of(field, node, leaves, 0, rows);
  }

  private Column of(Field field, SchemaNode node, List<ColumnReader> leaves, int layer, int rows) {
    return switch (node) {
      case SchemaNode.PrimitiveNode leaf ->
          LeafColumn.of(field, leaves.getFirst(), rows, allocator);
      case SchemaNode.GroupNode group when group.isList() || group.isMap() ->
          repeated(field, group, leaves, layer, rows);
      case SchemaNode.GroupNode group -> struct(field, group, leaves, layer, rows);
    };
  }

  private Column repeated(
      Field field, SchemaNode.GroupNode node, List<ColumnReader> leaves, int layer, int rows) {
    ColumnReader first = leaves.getFirst();
    int[] offsets = first.getLayerOffsets(layer);
    try (ColumnParts parts = new ColumnParts(allocator)) {
      LeafColumn.addValidity(parts, first.getLayerValidity(layer), rows);
      parts.addCopy(MemorySegment.ofArray(offsets), (rows + 1L) * 4);
      Field child = field.getChildren().getFirst();
      parts.add(
          node.isMap()
              ? fields(
                  child,
                  List.of(node.getMapKey(), node.getMapValue()),
                  leaves,
                  layer + 1,
                  offsets[rows])
              : of(child, node.getListElement(), leaves, layer + 1, offsets[rows]));
      return parts.column(field, rows);
    }
  }

  private Column struct(
      Field field, SchemaNode.GroupNode node, List<ColumnReader> leaves, int layer, int rows) {
    if (node.repetitionType() == RepetitionType.REQUIRED) {
      return fields(field, node.children(), leaves, layer, rows);
    }
    try (ColumnParts parts = new ColumnParts(allocator)) {
      LeafColumn.addValidity(parts, leaves.getFirst().getLayerValidity(layer), rows);
      addFields(parts, field, node.children(), leaves, layer + 1, rows);
      return parts.column(field, rows);
    }
  }

  private Column fields(
      Field field, List<SchemaNode> nodes, List<ColumnReader> leaves, int layer, int rows) {
    try (ColumnParts parts = new ColumnParts(allocator)) {
      parts.addNoNulls();
      addFields(parts, field, nodes, leaves, layer, rows);
      return parts.column(field, rows);
    }
  }

  private void addFields(
      ColumnParts parts,
      Field field,
      List<SchemaNode> nodes,
      List<ColumnReader> leaves,
      int layer,
      int rows) {
    int from = 0;
    for (int i = 0; i < nodes.size(); i++) {
      int end = from + leafCount(nodes.get(i));
      Field child = field.getChildren().get(i);
      parts.add(of(child, nodes.get(i), leaves.subList(from, end), layer, rows));
      from = end;
    }
  }

  private static int leafCount(SchemaNode node) {
    return switch (node) {
      case SchemaNode.PrimitiveNode leaf -> 1;
      case SchemaNode.GroupNode group ->
          group.children().stream().mapToInt(NestedColumn::leafCount).sum();
    };
  }
}
