package io.sabot.stream;

import static java.util.Objects.requireNonNull;

import io.sabot.ErrorCode;
import io.sabot.Origin;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.RowOrder;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.expression.SortKey;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.Stage;
import io.sabot.operators.BatchFunction;
import io.sabot.operators.FilterFunction;
import io.sabot.operators.FlatMap;
import io.sabot.operators.FlatMapFunction;
import io.sabot.operators.MapBatches;
import io.sabot.operators.internal.backend.Backends;
import io.sabot.plan.Plan;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.sink.Sink;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.stream.internal.csv.CsvSource;
import io.sabot.stream.internal.file.Columns;
import io.sabot.stream.internal.ipc.ArrowFileSink;
import io.sabot.stream.internal.ipc.ArrowFileSource;
import io.sabot.stream.internal.ipc.ArrowStreamSink;
import io.sabot.stream.internal.ipc.ArrowStreamSource;
import io.sabot.stream.internal.parquet.ParquetSource;
import io.sabot.stream.internal.plan.Boundedness;
import io.sabot.stream.internal.plan.Explain;
import io.sabot.stream.internal.plan.Planner;
import io.sabot.stream.internal.plan.StateNames;
import io.sabot.stream.internal.plan.Unions;
import io.sabot.stream.internal.table.TablePrinter;
import io.sabot.stream.internal.topic.Brokers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A lazy pipeline over batches: a source and what is to be done with its rows. An immutable,
 * thread-safe value; nothing runs until a terminal verb consumes it, and every consumption is a run
 * of its own. Schema and types are checked by the verb that breaks them, with the line that called
 * it.
 *
 * <p>A string names a column; in the methods of {@link Expression} it is a literal. Filter, map,
 * select, flatMap, the left side of joins and limit keep the order of the source; group-by and
 * union promise none.
 */
public final class Stream {
  private final Plan plan;
  private final Schema schema;
  private final RunOptions options;
  private volatile @Nullable Stage stage;

  private Stream(Plan plan, Schema schema, RunOptions options) {
    this.plan = plan;
    this.schema = schema;
    this.options = options;
  }

  /** A stream over any source. */
  public static Stream from(Source source) {
    requireNonNull(source, "source");
    return opened(() -> source);
  }

  /** The stream that a plan describes, one read by {@link io.sabot.plan.PlanText} for instance. */
  public static Stream fromPlan(Plan plan) {
    requireNonNull(plan, "plan");
    return new Stream(plan, Planner.schemaOf(plan), RunOptions.DEFAULTS);
  }

  /** Opens a source on behalf of the line that called the verb. */
  private static Stream opened(Supplier<Source> opening) {
    Origin origin = Origin.capture();
    try {
      Plan scan = new Plan.Scan(opening.get(), origin);
      return new Stream(scan, Planner.schema(scan, List.of()), RunOptions.DEFAULTS);
    } catch (SabotException failure) {
      throw failure.from(origin);
    }
  }

  /** Batches that stay with the caller, who closes them after the last run. Zero copy. */
  public static Stream fromBatches(List<VectorSchemaRoot> batches) {
    requireNonNull(batches, "batches");
    return opened(() -> Sources.batches(batches));
  }

  /**
   * An endless generator: called with 0, 1, 2, … by each run, from the start. Its batches pass to
   * the stream; null or empty ones emit nothing.
   */
  public static Stream fromBatches(Schema schema, LongFunction<VectorSchemaRoot> generator) {
    requireNonNull(schema, "schema");
    requireNonNull(generator, "generator");
    return opened(() -> Sources.generator(schema, generator));
  }

  /** An iterator that ends; single-use. Its batches pass to the stream. */
  public static Stream fromBatches(Schema schema, java.util.Iterator<VectorSchemaRoot> batches) {
    requireNonNull(schema, "schema");
    requireNonNull(batches, "batches");
    return opened(() -> Sources.iterator(schema, batches));
  }

  /** A table that stays with the caller, read in batches of {@code batchSize} rows. Zero copy. */
  public static Stream fromTable(VectorSchemaRoot table, int batchSize) {
    requireNonNull(table, "table");
    return opened(() -> Sources.table(table, batchSize));
  }

  /** A publisher that completes; single-use. Its batches pass to the stream. */
  public static Stream fromPublisher(Schema schema, Flow.Publisher<VectorSchemaRoot> publisher) {
    requireNonNull(schema, "schema");
    requireNonNull(publisher, "publisher");
    return opened(() -> Sources.publisher(schema, publisher, Source.Boundedness.BOUNDED));
  }

  /** A publisher that never completes; single-use. Its batches pass to the stream. */
  public static Stream fromUnboundedPublisher(
      Schema schema, Flow.Publisher<VectorSchemaRoot> publisher) {
    requireNonNull(schema, "schema");
    requireNonNull(publisher, "publisher");
    return opened(() -> Sources.publisher(schema, publisher, Source.Boundedness.UNBOUNDED));
  }

  /** A Parquet file. Only the columns that the stream needs are read. */
  public static Stream fromParquet(Path file) {
    return fromParquet(file, ParquetOptions.DEFAULTS);
  }

  /** A Parquet file read as the options say. */
  public static Stream fromParquet(Path file, ParquetOptions parquet) {
    requireNonNull(file, "file");
    return fromParquet(List.of(file), parquet);
  }

  /** Parquet files of one schema, in this order, read as the options say. */
  public static Stream fromParquet(List<Path> files, ParquetOptions parquet) {
    requireNonNull(files, "files");
    requireNonNull(parquet, "parquet");
    return opened(() -> ParquetSource.of(files, parquet));
  }

  /** A CSV file with a header; types are inferred from its first rows. */
  public static Stream fromCsv(Path file) {
    return fromCsv(file, CsvOptions.DEFAULTS);
  }

  /** A CSV file read as the options say. */
  public static Stream fromCsv(Path file, CsvOptions csv) {
    requireNonNull(file, "file");
    requireNonNull(csv, "csv");
    return opened(() -> CsvSource.of(file, csv));
  }

  /** A file in the Arrow IPC file format. */
  public static Stream fromArrowFile(Path file) {
    requireNonNull(file, "file");
    return opened(() -> ArrowFileSource.of(file));
  }

  /** A file in the Arrow IPC stream format. */
  public static Stream fromArrowStream(Path file) {
    requireNonNull(file, "file");
    return opened(() -> ArrowStreamSource.of(file));
  }

  /**
   * A Kafka topic read as a member of a consumer group, without an end: {@code value} and {@code
   * key} as bytes, then {@code topic}, {@code partition}, {@code offset}, {@code timestamp} and
   * {@code headers}. It begins where the group has committed, else with the earliest record. Needs
   * the module sabot-kafka, whose {@code Kafka.topic} does more: JSON, bounds, poison records.
   *
   * @param bootstrap brokers to ask first, as {@code host:port}, several with commas between
   * @throws PlanException where that module is not on the class path
   */
  public static Stream fromKafka(String bootstrap, String topic, String group) {
    requireNonNull(bootstrap, "bootstrap");
    requireNonNull(topic, "topic");
    requireNonNull(group, "group");
    return opened(() -> Brokers.kafka(bootstrap, topic, group));
  }

  /** The columns of every batch, known without a run. */
  public Schema schema() {
    return schema;
  }

  /** Whether the rows come to an end; derived from the sources. */
  public boolean isBounded() {
    return Boundedness.isBounded(plan);
  }

  /** The plan, as data. */
  public Plan plan() {
    return plan;
  }

  /**
   * What will run, one line per node, sources last; behind computed expressions, in brackets, what
   * computes them.
   */
  public String explain() {
    return Explain.text(stage(), options);
  }

  /**
   * The same stream run with other options.
   *
   * @throws PlanException where they name a back end that is absent
   */
  public Stream with(RunOptions other) {
    requireNonNull(other, "other");
    Backends.require("with", other.backend());
    return new Stream(plan, schema, other);
  }

  /**
   * The same stream run by up to so many threads; see {@link RunOptions#withParallelism}. {@link
   * #explain} shows which stages they share.
   */
  public Stream parallelism(int threads) {
    return with(options.withParallelism(threads));
  }

  /**
   * The same stream, the rows of which may come in any order, another one in each run: stages that
   * threads share give rows as they are made, and splits of files are decoded side by side. It
   * holds for the whole run, whatever follows order in it; see {@link RunOptions#withRowOrder}.
   */
  public Stream unordered() {
    return with(options.withRowOrder(RowOrder.FREE));
  }

  private Stream then(Plan node) {
    return new Stream(node, Planner.schema(node, List.of(schema)), options);
  }

  /** Rows for which the predicate is true; null is not true. */
  public Stream filter(Expression predicate) {
    requireNonNull(predicate, "predicate");
    return then(new Plan.Filter(plan, predicate, Origin.capture()));
  }

  /** Rows whose bit is set in the vector that the function gives for each batch. */
  public Stream filter(Function<VectorSchemaRoot, BitVector> predicate) {
    requireNonNull(predicate, "predicate");
    return apply(new FilterFunction(Functions.nameFor("filter", plan), predicate));
  }

  /** Columns computed from others, replaced where the name exists, else added behind. */
  public Stream map(Expression... columns) {
    return then(new Plan.WithColumns(plan, listOf("columns", columns), Origin.capture()));
  }

  /** A function over batches that keeps the schema; see {@link #map(Schema, BatchFunction)}. */
  public Stream map(BatchFunction function) {
    return map(schema, function);
  }

  /**
   * A function over batches. Each batch is lent to it for the call; what it returns passes to the
   * stream and must have the declared schema.
   */
  public Stream map(Schema output, BatchFunction function) {
    return map(Functions.nameFor("map", plan), output, function);
  }

  /** As {@link #map(Schema, BatchFunction)}, under a name that errors and plans show. */
  public Stream map(String name, Schema output, BatchFunction function) {
    requireNonNull(name, "name");
    requireNonNull(output, "output");
    requireNonNull(function, "function");
    return apply(new MapBatches(name, output, function));
  }

  /** One column more, or one replaced. */
  public Stream withColumn(String name, Expression value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    return then(new Plan.WithColumns(plan, List.of(value.as(name)), Origin.capture()));
  }

  /** Exactly these columns, in this order. Zero copy. */
  public Stream select(String... columns) {
    return select(columns(columns));
  }

  /** Exactly these columns, renamed by {@code as} or computed. */
  public Stream select(Expression... columns) {
    return then(new Plan.Select(plan, listOf("columns", columns), Origin.capture()));
  }

  /** A function from a batch to any number of batches of the declared schema. */
  public Stream flatMap(Schema output, FlatMapFunction function) {
    requireNonNull(output, "output");
    requireNonNull(function, "function");
    return apply(new FlatMap(Functions.nameFor("flatMap", plan), output, function));
  }

  /** One row per element of a list column; null and empty lists give none. */
  public Stream unnest(String column) {
    requireNonNull(column, "column");
    return then(new Plan.Unnest(plan, column, Origin.capture()));
  }

  /**
   * The rows of this and the others, taken in turn, in no promised order: columns matched by name
   * and types widened. All run under this stream's options.
   */
  public Stream union(Stream... others) {
    List<Plan> plans = new ArrayList<>(Unions.parts(plan));
    List<Schema> schemas = new ArrayList<>(List.of(schema));
    for (Stream other : listOf("others", others)) {
      plans.addAll(Unions.parts(other.plan, other.schema));
      schemas.add(other.schema);
    }
    Plan union = new Plan.Union(List.copyOf(plans), Origin.capture());
    return new Stream(union, Planner.schema(union, schemas), options);
  }

  /**
   * Pairs of rows with equal keys: the columns of this stream, then those of the other but its
   * keys, with {@code _right} behind names that clash. A null key equals nothing. Rows keep the
   * order of this stream; the other one must end, is kept in memory, and runs under this stream's
   * options.
   */
  public Stream join(Stream right, JoinKeys keys) {
    return join(right, JoinKind.INNER, keys, null);
  }

  /**
   * As {@link #join(Stream, JoinKeys)}, of those pairs for which a condition is true, too: an
   * expression over the columns of this join. Null is not true.
   */
  public Stream join(Stream right, JoinKeys keys, Expression condition) {
    return join(right, JoinKind.INNER, keys, requireNonNull(condition, "condition"));
  }

  /**
   * As {@link #join(Stream, JoinKeys)}, and rows of this stream without a pair, nulls beside them.
   */
  public Stream leftJoin(Stream right, JoinKeys keys) {
    return join(right, JoinKind.LEFT, keys, null);
  }

  /**
   * As {@link #leftJoin(Stream, JoinKeys)}; a pair must meet the condition of {@link #join(Stream,
   * JoinKeys, Expression)}, too.
   */
  public Stream leftJoin(Stream right, JoinKeys keys, Expression condition) {
    return join(right, JoinKind.LEFT, keys, requireNonNull(condition, "condition"));
  }

  /**
   * As {@link #join(Stream, JoinKeys)}, and at the end the rows of the other stream without a pair,
   * nulls beside them and their keys in the key columns. This stream must end.
   */
  public Stream rightJoin(Stream right, JoinKeys keys) {
    return join(right, JoinKind.RIGHT, keys, null);
  }

  /**
   * As {@link #rightJoin(Stream, JoinKeys)}; a pair must meet the condition of {@link #join(Stream,
   * JoinKeys, Expression)}, too.
   */
  public Stream rightJoin(Stream right, JoinKeys keys, Expression condition) {
    return join(right, JoinKind.RIGHT, keys, requireNonNull(condition, "condition"));
  }

  /** What {@link #leftJoin} and {@link #rightJoin} give together. This stream must end. */
  public Stream fullJoin(Stream right, JoinKeys keys) {
    return join(right, JoinKind.FULL, keys, null);
  }

  /**
   * As {@link #fullJoin(Stream, JoinKeys)}; a pair must meet the condition of {@link #join(Stream,
   * JoinKeys, Expression)}, too.
   */
  public Stream fullJoin(Stream right, JoinKeys keys, Expression condition) {
    return join(right, JoinKind.FULL, keys, requireNonNull(condition, "condition"));
  }

  /** Rows of this stream whose key the other has, once each. */
  public Stream semiJoin(Stream right, JoinKeys keys) {
    return join(right, JoinKind.SEMI, keys, null);
  }

  /**
   * Rows of this stream for which the other has one of the same key that meets the condition, over
   * the columns {@link #join(Stream, JoinKeys)} would give.
   */
  public Stream semiJoin(Stream right, JoinKeys keys, Expression condition) {
    return join(right, JoinKind.SEMI, keys, requireNonNull(condition, "condition"));
  }

  /** Rows of this stream whose key the other does not have; a null key it never has. */
  public Stream antiJoin(Stream right, JoinKeys keys) {
    return join(right, JoinKind.ANTI, keys, null);
  }

  /** The rows that {@link #semiJoin(Stream, JoinKeys, Expression)} leaves out. */
  public Stream antiJoin(Stream right, JoinKeys keys, Expression condition) {
    return join(right, JoinKind.ANTI, keys, requireNonNull(condition, "condition"));
  }

  private Stream join(Stream right, JoinKind kind, JoinKeys keys, @Nullable Expression condition) {
    requireNonNull(right, "right");
    requireNonNull(keys, "keys");
    Plan join = new Plan.Join(plan, right.plan, kind, keys, condition, Origin.capture());
    return new Stream(join, Planner.schema(join, List.of(schema, right.schema)), options);
  }

  /** Groups by columns; null is a key of its own. Without columns, all rows are one group. */
  public GroupedStream groupBy(String... columns) {
    return groupBy(columns(columns));
  }

  /** Groups by expressions. */
  public GroupedStream groupBy(Expression... keys) {
    return new GroupedStream(this, listOf("keys", keys));
  }

  /** One row over all rows. */
  public Stream aggregate(Aggregate... aggregates) {
    return groupBy(new Expression[0]).aggregate(aggregates);
  }

  Stream grouped(List<Expression> keys, List<Aggregate> aggregates) {
    return then(new Plan.GroupBy(plan, keys, aggregates, Origin.capture()));
  }

  /**
   * Right behind {@code aggregate}, for streams that never end: in place of one row per key at the
   * end of the input, rows of those keys that have changed since the last time, with what they
   * aggregate to now. The last row of each key is what {@code aggregate} gives of the rows so far.
   *
   * <p>Every key is kept in memory; where the budget ends, the run fails. {@link Job#lookup} reads
   * what is kept.
   *
   * @param every how much time lies between two times, at least; zero gives changes after each
   *     batch. Before each commit of a job, and at the end of the input, they are given, too
   */
  public Stream emitChanges(Duration every) {
    requireNonNull(every, "every");
    Origin origin = Origin.capture();
    if (plan instanceof Plan.GroupBy(Plan input, var keys, var aggregates, var line)) {
      return inPlace(
          new Plan.EmitChanges(input, keys, aggregates, every, StateNames.ofChanges(keys), origin));
    }
    throw Problem.at("emitChanges", ErrorCode.INVALID_ARGUMENT)
        .rule("it must stand right behind aggregate")
        .but("it stands behind " + plan.getClass().getSimpleName())
        .cure("write groupBy(…).aggregate(…).emitChanges(…), and other verbs before or behind")
        .plan()
        .from(origin);
  }

  /**
   * Right behind {@link #emitChanges} or {@link #distinct}: what its state is called where it is
   * looked up or read by a later run; else {@code changes} or {@code distinct} and the names of its
   * keys, dots between.
   *
   * @param state up to 64 letters, digits, dots, dashes and underscores
   */
  public Stream named(String state) {
    requireNonNull(state, "state");
    Origin origin = Origin.capture();
    return switch (plan) {
      case Plan.EmitChanges(Plan input, var keys, var aggregates, var every, var old, var line) ->
          inPlace(new Plan.EmitChanges(input, keys, aggregates, every, state, line));
      case Plan.Distinct(Plan input, var columns, var old, var line) ->
          inPlace(new Plan.Distinct(input, columns, state, line));
      default ->
          throw Problem.at("named", ErrorCode.INVALID_ARGUMENT)
              .rule("it names the state of a verb that keeps some")
              .but(plan.getClass().getSimpleName() + " keeps none")
              .cure("write it right behind emitChanges(…) or distinct(…)")
              .plan()
              .from(origin);
    };
  }

  /** A node in place of the last one, over the same input. */
  private Stream inPlace(Plan node) {
    List<Schema> inputs = node.inputs().stream().map(Planner::schemaOf).toList();
    return new Stream(node, Planner.schema(node, inputs), options);
  }

  /** Each different row once, the first of its kind; of all columns or of those named. */
  public Stream distinct(String... columns) {
    List<String> names = listOf("columns", columns);
    String state = StateNames.ofDistinct(names);
    return then(new Plan.Distinct(plan, names, state, Origin.capture()));
  }

  /** All rows in order; equal rows keep theirs. */
  public Stream sort(SortKey... keys) {
    return then(new Plan.Sort(plan, listOf("keys", keys), Origin.capture()));
  }

  /** All rows, smallest first by these columns. */
  public Stream sort(String... columns) {
    return sort(
        listOf("columns", columns).stream().map(io.sabot.Expressions::asc).toArray(SortKey[]::new));
  }

  /** The first {@code rows} rows. */
  public Stream limit(long rows) {
    return then(new Plan.Limit(plan, rows, Origin.capture()));
  }

  /** The first {@code rows} rows of an order. */
  public Stream topN(long rows, SortKey... keys) {
    return then(new Plan.TopN(plan, listOf("keys", keys), rows, Origin.capture()));
  }

  /** Any operator with one input, one's own included. */
  public Stream apply(BatchOperator operator) {
    requireNonNull(operator, "operator");
    return then(new Plan.Apply(List.of(plan), operator, Origin.capture()));
  }

  /**
   * Pulls the batches on the calling thread. Each belongs to the caller; close the iterator to end
   * early.
   */
  public BatchIterator iterator() {
    return Views.iterator(stage(), options);
  }

  /** Publishes the batches; a run of its own for each subscriber, each batch passes to it. */
  public Flow.Publisher<VectorSchemaRoot> publisher() {
    return Views.publisher(stage(), options);
  }

  /** Publishes rows as records of a class; demand counts rows, which hold no native memory. */
  public <T extends Record> Flow.Publisher<T> publisher(Class<T> type) {
    requireNonNull(type, "type");
    return Records.publisher(this, type);
  }

  /**
   * Rows on the heap, in the order of the batches, nulls as null; read lazily, the run opens with
   * the first. Works on unbounded streams. Close the result to end early.
   */
  public java.util.stream.Stream<Row> records() {
    return Records.of(this);
  }

  /**
   * Rows as records of a class, read lazily; close the stream to end early. Components match
   * columns by name, {@code meanDelay} also {@code mean_delay}; a component that is a record takes
   * a struct column in the same way, one that is a {@code List} a list column. A mismatch is
   * refused here.
   */
  public <T extends Record> java.util.stream.Stream<T> records(Class<T> type) {
    requireNonNull(type, "type");
    return Records.of(this, type);
  }

  /** All rows on the heap; for small answers. */
  public List<Row> toList() {
    requireBounded("toList");
    try (java.util.stream.Stream<Row> rows = records()) {
      return rows.toList();
    }
  }

  /** All rows as records of a class; for small answers. */
  public <T extends Record> List<T> toList(Class<T> type) {
    requireNonNull(type, "type");
    requireBounded("toList");
    try (java.util.stream.Stream<T> rows = records(type)) {
      return rows.toList();
    }
  }

  /** Runs to the end, if there is one, lending each batch to the consumer for the call. */
  public void forEach(Consumer<VectorSchemaRoot> consumer) {
    requireNonNull(consumer, "consumer");
    try (BatchIterator batches = iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          consumer.accept(batch);
        }
      }
    }
  }

  /** Runs and keeps all batches; the table passes to the caller, who closes it. */
  public Table collect() {
    requireBounded("collect");
    return Table.of(this);
  }

  /** Runs and counts the rows. */
  public long count() {
    requireBounded("count");
    return aggregate(io.sabot.Expressions.count()).toList().getFirst().getLong("count");
  }

  /** As {@link #print(PrintStream, int)}: 20 rows to the console. */
  public void print() {
    print(System.out, 20);
  }

  /**
   * Runs and prints the first {@code rows} rows as a table, and how many more there are. Of an
   * unbounded stream only so many rows are read.
   */
  public void print(PrintStream out, int rows) {
    requireNonNull(out, "out");
    TablePrinter printer = new TablePrinter(schema, rows);
    (isBounded() ? this : limit(rows)).forEach(printer::add);
    printer.print(out);
  }

  /** Runs and writes every batch to a sink; what was written shows only once all of it is. */
  public void writeTo(Sink sink) {
    requireNonNull(sink, "sink");
    requireBounded("writeTo", "take the first rows with limit(n), or start a job, with to(sink)");
    Writing.check(this, sink);
    Writing.requireOwnCommits(sink);
    Writing.run(this, sink);
  }

  /**
   * This stream on its way to a sink, as a job: {@link Delivery#start} begins it in the background.
   * The way for streams that never end.
   *
   * @throws PlanException where the stream never ends and the sink needs its end
   */
  public Delivery to(Sink sink) {
    return Delivery.of(this, requireNonNull(sink, "sink"));
  }

  /** Runs and writes a file in the Arrow IPC file format. */
  public void writeArrowFile(Path file) {
    requireNonNull(file, "file");
    writeTo(new ArrowFileSink(file));
  }

  /** Runs and writes a file in the Arrow IPC stream format. */
  public void writeArrowStream(Path file) {
    requireNonNull(file, "file");
    writeTo(new ArrowStreamSink(file));
  }

  /** The items, none of which may be null. */
  static <T> List<T> listOf(String name, T[] items) {
    for (T item : requireNonNull(items, name)) {
      requireNonNull(item, name);
    }
    return List.of(items);
  }

  private static Expression[] columns(String... columns) {
    return listOf("columns", columns).stream()
        .map(io.sabot.Expressions::col)
        .toArray(Expression[]::new);
  }

  RunOptions options() {
    return options;
  }

  /** What runs: planned once, since plan, options and rules never change. */
  Stage stage() {
    Stage known = stage;
    if (known == null) {
      known = Planner.stage(plan, options.rowOrder());
      stage = known;
    }
    return known;
  }

  private void requireBounded(String verb) {
    requireBounded(
        verb, "take the first rows with limit(n), or consume it with iterator() or publisher()");
  }

  private void requireBounded(String verb, String cure) {
    Boundedness.checkLast(plan);
    if (!isBounded()) {
      throw Problem.at(verb, ErrorCode.UNBOUNDED_INPUT)
          .rule("the stream must end")
          .but("it never does")
          .cure(cure)
          .plan()
          .from(Origin.capture());
    }
  }

  @Override
  public String toString() {
    return "Stream of " + Columns.text(schema) + (isBounded() ? "" : ", unbounded");
  }
}
