package io.sabot.source;

import io.sabot.source.Source.Boundedness;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.LongFunction;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Sources over values at hand. Those over roots that exist ({@link #batches}, {@link #table})
 * borrow: the caller keeps and closes its roots. Those over something that gives roots one by one
 * take each over. Wherever a batch is given, null or an empty one means that there are no rows this
 * time.
 */
public final class Sources {
  private Sources() {}

  /**
   * Roots that stay with the caller, who closes them after the last run: every run emits shares of
   * their memory. All have the schema of the first.
   */
  public static Source batches(List<VectorSchemaRoot> roots) {
    return new BorrowedBatches(roots, null);
  }

  /**
   * As {@link #batches(List)}; columns encoded with a dictionary that the provider knows are shown
   * decoded. The dictionaries stay with the caller, too.
   */
  public static Source batches(List<VectorSchemaRoot> roots, DictionaryProvider dictionaries) {
    return new BorrowedBatches(roots, dictionaries);
  }

  /**
   * One root that stays with the caller, who closes it after the last run, read in batches that
   * share its memory. Where the batch size is a multiple of 8 nothing is copied; otherwise bitmaps
   * are.
   *
   * @param batchSize rows of each batch but the last, at least 1
   */
  public static Source table(VectorSchemaRoot root, int batchSize) {
    return new BorrowedTable(root, batchSize);
  }

  /**
   * A source whose batches are not checked as they enter. The checks keep broken batches from being
   * read as memory they do not have: vouch only for batches that this program or a checked one
   * built, since a broken one may give wrong rows or end the JVM.
   */
  public static Source trusted(Source source) {
    return source.trust() == Source.Trust.TRUSTED ? source : new TrustedSource(source);
  }

  /** A bounded, single-use source; see {@link #iterator(Schema, Iterator, Boundedness)}. */
  public static Source iterator(Schema schema, Iterator<VectorSchemaRoot> batches) {
    return iterator(schema, batches, Boundedness.BOUNDED);
  }

  /**
   * Batches of an iterator, for one run: a second one fails. Batches pass to the run; one that does
   * not have the schema is an error. Where the iterator is {@link AutoCloseable} the run closes it.
   */
  public static Source iterator(
      Schema schema, Iterator<VectorSchemaRoot> batches, Boundedness boundedness) {
    return new IteratorSource(schema, batches, boundedness);
  }

  /** A bounded source; see {@link #iterable(Schema, Iterable, Boundedness)}. */
  public static Source iterable(Schema schema, Iterable<VectorSchemaRoot> batches) {
    return iterable(schema, batches, Boundedness.BOUNDED);
  }

  /**
   * Batches of an iterable, which each run asks for an iterator of its own, as a lambda does:
   * {@code () -> openIterator()}. Batches pass to the run, so each iterator must make new ones; a
   * list of roots is a source for {@link #batches}. Otherwise as {@link #iterator(Schema, Iterator,
   * Boundedness)}.
   */
  public static Source iterable(
      Schema schema, Iterable<VectorSchemaRoot> batches, Boundedness boundedness) {
    return new IterableSource(schema, batches, boundedness);
  }

  /**
   * The batches of an Arrow reader, for one run: a second one fails. The reader passes to the
   * source: its run closes it. Reads the schema now.
   *
   * @throws io.sabot.RunException where the schema cannot be read
   */
  public static Source reader(ArrowReader reader) {
    return new ReaderSource(reader);
  }

  /**
   * An endless source: batch 0, 1, 2 and so on of a function. Each run starts at 0; batches pass to
   * it. Null means that there is nothing just now: rows held back for fuller batches are then
   * passed on.
   */
  public static Source generator(Schema schema, LongFunction<VectorSchemaRoot> batches) {
    return new GeneratorSource(schema, batches);
  }

  /**
   * The batches of a publisher, for one run: a second one fails. It is subscribed to when the run
   * first reads, asked for a few batches ahead, and cancelled when the run ends early. Batches pass
   * to the run.
   */
  public static Source publisher(
      Schema schema, Flow.Publisher<VectorSchemaRoot> batches, Boundedness boundedness) {
    return new PublisherSource(schema, batches, boundedness);
  }
}
