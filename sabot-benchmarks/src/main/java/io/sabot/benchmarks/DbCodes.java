package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import io.sabot.source.Sources;
import io.sabot.stream.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;

/**
 * A table with some strings dictionary-encoded, up to 127 different ones, as DuckDB has them as
 * ENUM; all other columns are those of the plain table, which must stay open.
 */
final class DbCodes implements AutoCloseable {
  private static final ArrowType.Int BYTE = new ArrowType.Int(8, true);

  private final MapDictionaryProvider dictionaries = new MapDictionaryProvider();
  private final List<FieldVector> made = new ArrayList<>();
  private final List<VectorSchemaRoot> batches = new ArrayList<>();

  DbCodes(PeerRows plain, List<String> encoded) {
    List<Codes> codes = new ArrayList<>();
    for (String name : encoded) {
      codes.add(new Codes(name, codes.size()));
    }
    for (VectorSchemaRoot batch : plain.batches()) {
      List<FieldVector> vectors = new ArrayList<>(batch.getFieldVectors());
      for (Codes column : codes) {
        VarCharVector texts = (VarCharVector) batch.getVector(column.name);
        vectors.set(vectors.indexOf(texts), column.of(texts));
      }
      batches.add(new VectorSchemaRoot(vectors));
    }
    codes.forEach(Codes::finish);
  }

  Stream stream() {
    return Stream.from(Sources.batches(batches, dictionaries));
  }

  /** One column: its dictionary grows with the values that come. */
  private final class Codes {
    private final String name;
    private final DictionaryEncoding encoding;
    private final VarCharVector values;
    private final Map<Text, Integer> numbers = new HashMap<>();

    Codes(String name, int id) {
      this.name = name;
      this.encoding = new DictionaryEncoding(id, false, BYTE);
      this.values = new VarCharVector(name, RootMemory.root());
      values.allocateNew();
      made.add(values);
    }

    TinyIntVector of(VarCharVector texts) {
      TinyIntVector codes =
          new TinyIntVector(name, new FieldType(true, BYTE, encoding), RootMemory.root());
      made.add(codes);
      codes.allocateNew(texts.getValueCount());
      for (int i = 0; i < texts.getValueCount(); i++) {
        if (!texts.isNull(i)) {
          codes.set(i, numbers.computeIfAbsent(texts.getObject(i), this::add));
        }
      }
      codes.setValueCount(texts.getValueCount());
      return codes;
    }

    private int add(Text value) {
      values.setSafe(numbers.size(), value);
      return numbers.size();
    }

    void finish() {
      values.setValueCount(numbers.size());
      dictionaries.put(new Dictionary(values, encoding));
    }
  }

  @Override
  public void close() {
    made.forEach(FieldVector::close);
  }
}
