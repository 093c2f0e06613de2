package io.flyball.jobs.modes;

import io.flyball.connectors.codec.RawRecord;
import java.util.Comparator;

/**
 * One look at an entity, whatever stream it came from.
 *
 * @param kind which of the numbers below count
 * @param stream the stream's name before its entities', which are others than those of any other
 *     stream; empty for observations
 * @param policy whose diversity it counts for; empty for none
 * @param time event time, epoch ms
 * @param number the state, the symbol or the mode
 * @param x the value or the drive
 * @param y the response
 * @param context of an outcome
 * @param success of an outcome
 * @param raw as read: its entity may yet refuse it
 */
public record Observation(
    Kind kind,
    String stream,
    String entity,
    String segment,
    String policy,
    String id,
    long time,
    int number,
    double x,
    double y,
    String context,
    boolean success,
    RawRecord raw) {

  /** What was seen. */
  public enum Kind {
    STATE,
    SYMBOL,
    VALUE,
    OUTCOME,
    PAIR
  }

  /** An order that no race decides, for observations of one entity and time. */
  static final Comparator<Observation> ORDER =
      Comparator.comparing(Observation::id).thenComparing(Observation::kind);

  /** The entity among those of all streams. */
  String key() {
    return stream.isEmpty() ? entity : stream + ":" + entity;
  }

  /** The key of its state: a stream's name cannot be mistaken for a part of an entity's. */
  String stateKey() {
    return stream + "/" + entity;
  }

  /** The segment among those of all streams. */
  String segmentKey() {
    return stream.isEmpty() ? segment : stream + ":" + segment;
  }

  /** Whether another says the same. */
  boolean sameAs(Observation other) {
    return kind == other.kind
        && time == other.time
        && number == other.number
        && Double.compare(x, other.x) == 0
        && Double.compare(y, other.y) == 0
        && success == other.success
        && context.equals(other.context)
        && segment.equals(other.segment)
        && policy.equals(other.policy);
  }
}
