package io.flyball.bench;

import io.flyball.connectors.codec.StrictBinaryDecoder;
import io.flyball.schemas.FeedbackStatus;
import java.io.IOException;

/**
 * Finds in an output record the id of the signal that it answers, without decoding the rest. All
 * records of the feedback family begin with their id, after the ten bytes of Avro's single-object
 * header.
 */
final class AnswerIds {
  private static final int HEADER = 10;
  private static final String SIGNAL_ROW = "signal/";

  private static final int ATTRIBUTED =
      FeedbackStatus.getClassSchema().getEnumOrdinal(FeedbackStatus.ATTRIBUTED.name());

  private final StrictBinaryDecoder decoder = new StrictBinaryDecoder();

  /** The id of a passed-on signal, or of the signal of an ATTRIBUTED row; null for all others. */
  String find(byte[] value) {
    try {
      decoder.reset(value, HEADER, value.length - HEADER);
      String id = decoder.readString();
      if (!id.startsWith(SIGNAL_ROW)) {
        return id;
      }
      decoder.readEnum();
      return decoder.readEnum() == ATTRIBUTED ? id.substring(SIGNAL_ROW.length()) : null;
    } catch (IOException e) {
      throw new IllegalStateException("an output record does not begin with its id", e);
    }
  }
}
