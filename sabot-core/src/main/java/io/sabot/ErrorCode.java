package io.sabot;

/** Stable names of what can go wrong. Programs branch on these; people read the message. */
public enum ErrorCode {
  /** A column is named that the schema does not have. */
  UNKNOWN_COLUMN,
  /** Two columns of one schema would have the same name. */
  DUPLICATE_COLUMN,
  /** An expression, key or column has a type its place cannot take. */
  TYPE_MISMATCH,
  /** A function is named that does not exist. */
  UNKNOWN_FUNCTION,
  /** Schemas that must agree do not. */
  SCHEMA_MISMATCH,
  /** A blocking operator stands over an input that never ends. */
  UNBOUNDED_INPUT,
  /** An argument is outside what the verb takes. */
  INVALID_ARGUMENT,
  /** A single-use source, or something already closed, is used again. */
  ALREADY_CONSUMED,
  /** A source could not be opened or read. */
  SOURCE_FAILED,
  /** A sink could not be written. */
  SINK_FAILED,
  /** A batch from outside breaks the columnar format. */
  INVALID_BATCH,
  /** A function given by the user threw, or broke its declared contract. */
  USER_FUNCTION_FAILED,
  /** Arithmetic left the range of its type, or divided an integer by zero. */
  ARITHMETIC,
  /** A value cannot be represented in the type it is cast to. */
  INVALID_CAST,
  /** A snapshot does not fit the operator that should restore it. */
  INVALID_SNAPSHOT,
  /** The memory budget or the allocator refused. */
  MEMORY_LIMIT,
  /** State could not be written to disk, or not be read back. */
  SPILL_FAILED,
  /** The run was cancelled or its thread interrupted. */
  CANCELLED,
  /** A start-up flag or an optional library is missing. */
  ENVIRONMENT,
  /** A fault of the library itself. */
  INTERNAL
}
