package io.flyball.core.record;

/**
 * Why a record was refused. The names are public: they stand in dead letters, metrics and reports,
 * and are never renamed.
 */
public enum Reason {
  /** The value has no bytes. */
  EMPTY_VALUE("the value is empty"),
  /** The value is null: a delete marker on a stream that knows no deletes. */
  TOMBSTONE("the value is null"),
  /** The value is longer than the configured limit, or a field holds more than its limit. */
  TOO_LARGE("the value or a field is longer than allowed"),
  /** The bytes are neither Avro single-object encoding nor JSON. */
  UNKNOWN_FORMAT("the bytes are neither Avro single-object encoding nor JSON"),
  /**
   * Confluent framing (a zero byte and a schema id) without a schema registry to resolve the id.
   */
  UNSUPPORTED_FRAMING("the bytes are framed for a schema registry"),
  /** No known schema has the fingerprint of the record. */
  UNKNOWN_FINGERPRINT("no known schema has this fingerprint"),
  /** The schema registry does not tell the schema that the record was written with. */
  SCHEMA_UNAVAILABLE("the schema registry does not answer"),
  /** The Avro body ends early or holds an impossible length, tag or number. */
  MALFORMED_AVRO("the Avro body is broken"),
  /** Bytes are left after the end of the record. */
  TRAILING_BYTES("bytes follow the end of the record"),
  /** A text is not valid UTF-8. */
  INVALID_UTF8("a text is not valid UTF-8"),
  /** The JSON text breaks the grammar. */
  MALFORMED_JSON("the text is not valid JSON"),
  /** A JSON object names a field twice. */
  DUPLICATE_KEY("a field is given twice"),
  /** JSON nested deeper than any record of ours. */
  TOO_DEEP("the JSON is nested too deeply"),
  /** The record names a type that this stream does not carry. */
  UNKNOWN_TYPE("the record type does not belong here"),
  /** The record names a schema version that does not exist. */
  UNKNOWN_SCHEMA_VERSION("this schema version does not exist"),
  /** A required field is absent, null or empty. */
  MISSING_FIELD("a required field is missing"),
  /** A field holds a value of another type. */
  BAD_TYPE("a field has the wrong type"),
  /** A field holds none of its enum's symbols. */
  BAD_ENUM("a field holds an unknown symbol"),
  /** A number lies outside its range or is not finite. */
  OUT_OF_RANGE("a number is out of range"),
  /** The event claims to happen later than the source's clock allows. */
  FUTURE_TIME("the event time lies in the future"),
  /** A time lies outside of the years that are configured: a wrong unit or a broken clock. */
  IMPLAUSIBLE_TIME("a time lies outside of the plausible years"),
  /** The event is older than anything the job still remembers. */
  TOO_LATE("the event came too late"),
  /** The id was seen before with another payload. */
  DUP_CONFLICT("the id was used before with another payload"),
  /** A reward names a decision that never came. */
  UNKNOWN_DECISION("no decision has this id"),
  /** A reward names another arm than the one that was decided. */
  ARM_MISMATCH("another arm was decided"),
  /** A request or reward does not fit the policy's state. */
  MODEL_MISMATCH("the record does not fit the policy");

  private final String meaning;

  Reason(String meaning) {
    this.meaning = meaning;
  }

  /** One clause for a person. */
  public String meaning() {
    return meaning;
  }
}
