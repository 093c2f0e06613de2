package io.flyball.connectors.codec;

import io.flyball.core.record.Refusal;

/** The outcome of decoding one record: exactly one of the two. */
public sealed interface Decoded<T> {

  /**
   * A whole record.
   *
   * @param unknownFields JSON fields that the schema does not name and that were ignored
   * @param body where in the raw value the bytes begin that {@link RecordCodec#encode} writes for
   *     the record behind its header; -1 when the raw value has others
   */
  record Good<T>(T value, UnknownFields unknownFields, int body) implements Decoded<T> {

    /** A record without unknown fields. */
    public Good(T value) {
      this(value, UnknownFields.NONE, -1);
    }
  }

  /** Nothing usable; the raw bytes belong into a dead letter. */
  record Refused<T>(Refusal refusal) implements Decoded<T> {}
}
