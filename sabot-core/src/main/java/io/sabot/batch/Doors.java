package io.sabot.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code VectorSchemaRoot} becomes {@link Batch} and back, buffer by buffer, without copying:
 * addresses on both sides are the same.
 */
public final class Doors {
  private Doors() {}

  /** Shares the memory of a root that stays with its owner. */
  public static Batch borrow(VectorSchemaRoot root) {
    return borrow(root, null, Lender.ANY);
  }

  /** As {@link #borrow(VectorSchemaRoot)}, naming the lender in errors. */
  public static Batch borrow(VectorSchemaRoot root, Lender lender) {
    return borrow(root, null, lender);
  }

  /**
   * Shares the memory of a root that stays with its owner; columns whose dictionary the provider
   * knows carry it, and show their decoded type.
   */
  public static Batch borrow(VectorSchemaRoot root, @Nullable DictionaryProvider dictionaries) {
    return borrow(root, dictionaries, Lender.ANY);
  }

  /** As {@link #borrow(VectorSchemaRoot, DictionaryProvider)}, naming the lender in errors. */
  public static Batch borrow(
      VectorSchemaRoot root, @Nullable DictionaryProvider dictionaries, Lender lender) {
    int count = root.getFieldVectors().size();
    return borrow(root, IntStream.range(0, count).boxed().toList(), dictionaries, lender);
  }

  /** As {@link #borrow(VectorSchemaRoot, DictionaryProvider, Lender)}, of these columns only. */
  public static Batch borrow(
      VectorSchemaRoot root,
      List<Integer> ordinals,
      @Nullable DictionaryProvider dictionaries,
      Lender lender) {
    lender.requireRows(root);
    List<Column> columns = new ArrayList<>();
    try {
      for (int i : ordinals) {
        FieldVector vector = root.getVector(i);
        Field field = declared(root.getSchema().getFields().get(i), vector.getField());
        requireRows(vector, root.getRowCount(), lender);
        columns.add(column(vector, field, root.getRowCount(), dictionaries));
      }
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
    Schema schema =
        new Schema(
            columns.stream().map(Column::field).toList(), root.getSchema().getCustomMetadata());
    return Batch.of(schema, columns, root.getRowCount());
  }

  /** Takes a root over: the batch holds its memory and the root is closed, also on failure. */
  public static Batch own(VectorSchemaRoot root) {
    return own(root, Lender.ANY);
  }

  /** As {@link #own(VectorSchemaRoot)}, naming in errors who gave it away. */
  public static Batch own(VectorSchemaRoot root, Lender lender) {
    try (root) {
      return borrow(root, lender);
    }
  }

  private static void requireRows(FieldVector vector, int rows, Lender lender) {
    if (vector.getValueCount() < rows) {
      throw lender.tooShort(vector, rows);
    }
  }

  /** The schema as batches show it: decoded where the provider knows the dictionary. */
  public static Schema decodedSchema(Schema schema, @Nullable DictionaryProvider dictionaries) {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      fields.add(
          hasDictionary(field, dictionaries)
              ? decodedField(field, dictionaryVector(field, dictionaries))
              : field);
    }
    return new Schema(fields, schema.getCustomMetadata());
  }

  private static boolean hasDictionary(Field field, @Nullable DictionaryProvider dictionaries) {
    return dictionaries != null
        && field.getDictionary() != null
        && dictionaries.lookup(field.getDictionary().getId()) != null;
  }

  private static FieldVector dictionaryVector(Field field, DictionaryProvider dictionaries) {
    return dictionaries.lookup(field.getDictionary().getId()).getVector();
  }

  private static Field decodedField(Field encoded, FieldVector dictionary) {
    return new Field(
        encoded.getName(),
        new FieldType(
            encoded.isNullable(), dictionary.getField().getType(), null, encoded.getMetadata()),
        dictionary.getField().getChildren());
  }

  /**
   * The root's field where it describes the vector. Arrow's sparse union vectors forget the type
   * ids they were made with, so that only the schema knows what lies in their buffers.
   */
  private static Field declared(Field inSchema, Field inVector) {
    return describes(inSchema, inVector) ? inSchema : inVector;
  }

  private static boolean describes(Field one, Field other) {
    boolean sameType =
        one.getType() instanceof ArrowType.Union union
            ? other.getType() instanceof ArrowType.Union found && union.getMode() == found.getMode()
            : one.getType().equals(other.getType());
    boolean same =
        sameType
            && one.getName().equals(other.getName())
            && one.getChildren().size() == other.getChildren().size();
    for (int i = 0; same && i < one.getChildren().size(); i++) {
      same = describes(one.getChildren().get(i), other.getChildren().get(i));
    }
    return same;
  }

  private static Column column(
      FieldVector vector, Field field, int rowCount, @Nullable DictionaryProvider dictionaries) {
    if (!hasDictionary(field, dictionaries)) {
      return column(vector, field, rowCount);
    }
    FieldVector values = dictionaryVector(field, dictionaries);
    Column dictionary = column(values, values.getField(), values.getValueCount());
    return Column.encoded(decodedField(field, values), column(vector, field, rowCount), dictionary);
  }

  private static Column column(FieldVector vector, Field field, int rowCount) {
    List<Column> children = new ArrayList<>();
    List<FieldVector> childVectors = vector.getChildrenFromFields();
    for (int i = 0; i < childVectors.size(); i++) {
      FieldVector child = childVectors.get(i);
      children.add(column(child, field.getChildren().get(i), child.getValueCount()));
    }
    List<ArrowBuf> buffers = new ArrayList<>(vector.getFieldBuffers());
    buffers.forEach(Memory::share);
    return Column.nested(field, rowCount, buffers, children);
  }

  /**
   * A root over the selected, decoded rows of a batch; spends the batch. Memory that the run
   * allocated moves to {@code target}; memory of another root allocator stays where it is. The
   * receiver closes the root.
   */
  public static VectorSchemaRoot toRoot(Batch batch, BufferAllocator target) {
    List<FieldVector> vectors = new ArrayList<>();
    try (Batch flat = batch.flat(target)) {
      for (Column column : flat.columns()) {
        vectors.add(vector(column, target));
      }
      return new VectorSchemaRoot(flat.schema(), vectors, flat.length());
    } catch (Throwable failure) {
      vectors.forEach(FieldVector::close);
      throw failure;
    }
  }

  private static FieldVector vector(Column column, BufferAllocator target) {
    Field field = column.field();
    FieldVector vector = field.createVector(home(column, target));
    try {
      load(vector, column);
      return vector;
    } catch (Throwable failure) {
      vector.close();
      throw failure;
    }
  }

  /**
   * The allocator a vector over these buffers must use: Arrow wants all buffers of a vector under
   * one root allocator, so memory from a foreign root keeps its own.
   */
  private static BufferAllocator home(Column column, BufferAllocator target) {
    for (int i = 0; i < column.bufferCount(); i++) {
      if (column.buffer(i).capacity() > 0) {
        BufferAllocator owner = column.buffer(i).getReferenceManager().getAllocator();
        if (owner.getRoot() != target.getRoot()) {
          return owner;
        }
      }
    }
    for (int i = 0; i < column.childCount(); i++) {
      BufferAllocator owner = home(column.child(i), target);
      if (owner != target) {
        return owner;
      }
    }
    return target;
  }

  private static void load(FieldVector vector, Column column) {
    List<ArrowBuf> buffers = new ArrayList<>();
    List<ArrowBuf> copies = new ArrayList<>();
    try {
      for (int i = 0; i < column.bufferCount(); i++) {
        buffers.add(at(column.buffer(i), vector.getAllocator(), copies));
      }
      completeEmpty(column, vector.getAllocator(), buffers);
      vector.loadFieldBuffers(new ArrowFieldNode(column.length(), column.nullCount()), buffers);
    } finally {
      copies.forEach(buffer -> buffer.getReferenceManager().release());
    }
    List<FieldVector> children = vector.getChildrenFromFields();
    for (int i = 0; i < children.size(); i++) {
      load(children.get(i), column.child(i));
    }
  }

  /** A buffer as the vector's allocator can hold it: itself, or a copy of one from another root. */
  private static ArrowBuf at(ArrowBuf buffer, BufferAllocator allocator, List<ArrowBuf> copies) {
    if (buffer.capacity() == 0
        || buffer.getReferenceManager().getAllocator().getRoot() == allocator.getRoot()) {
      return buffer;
    }
    ArrowBuf copy = Memory.allocate(allocator, buffer.capacity());
    copies.add(copy);
    Memory.segment(copy).copyFrom(Memory.segment(buffer));
    return copy;
  }

  /** Vectors expect a value buffer behind every validity buffer, also where there is no row. */
  private static void completeEmpty(
      Column column, BufferAllocator allocator, List<ArrowBuf> buffers) {
    int expected = TypeLayout.getTypeBufferCount(column.field().getType());
    while (buffers.size() < expected) {
      buffers.add(allocator.getEmpty());
    }
  }
}
