package io.flyball.connectors.codec.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.core.record.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What the headers of a dead letter say about it, so that a tool can sort dead letters without
 * reading them: texts in UTF-8 under our own prefix, named like those of Kafka Streams (KIP-1034).
 *
 * @param reason name of the {@link io.flyball.core.record.Reason}
 * @param field path of the field at fault, empty when the whole record is
 * @param message one sentence for a person
 * @param topic where the refused record was read
 * @param partition its partition
 * @param offset its offset
 * @param job the job that refused it
 */
public record DeadLetterHeaders(
    String reason,
    String field,
    String message,
    String topic,
    int partition,
    long offset,
    String job) {
  public static final String PREFIX = "__flyball.errors.";
  public static final String REASON = PREFIX + "reason";
  public static final String FIELD = PREFIX + "field";
  public static final String MESSAGE = PREFIX + "message";
  public static final String TOPIC = PREFIX + "topic";
  public static final String PARTITION = PREFIX + "partition";
  public static final String OFFSET = PREFIX + "offset";
  public static final String JOB = PREFIX + "job";

  public static DeadLetterHeaders of(
      Refusal refusal, String topic, int partition, long offset, String job) {
    return new DeadLetterHeaders(
        refusal.reason().name(), refusal.field(), refusal.message(), topic, partition, offset, job);
  }

  /** One header for each component. */
  public List<Header> toHeaders() {
    return List.of(
        header(REASON, reason),
        header(FIELD, field),
        header(MESSAGE, message),
        header(TOPIC, topic),
        header(PARTITION, Integer.toString(partition)),
        header(OFFSET, Long.toString(offset)),
        header(JOB, job));
  }

  /**
   * Reads them back, other headers aside; nothing when the record bears no reason.
   *
   * @throws IllegalArgumentException when a part is missing or partition or offset is no number in
   *     range
   */
  public static Optional<DeadLetterHeaders> from(Iterable<Header> headers) {
    Map<String, String> parts = new HashMap<>();
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX) && header.value() != null) {
        parts.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    if (!parts.containsKey(REASON)) {
      return Optional.empty();
    }
    return Optional.of(
        new DeadLetterHeaders(
            part(parts, REASON),
            part(parts, FIELD),
            part(parts, MESSAGE),
            part(parts, TOPIC),
            (int) number(parts, PARTITION, Integer.MAX_VALUE),
            number(parts, OFFSET, Long.MAX_VALUE),
            part(parts, JOB)));
  }

  private static String part(Map<String, String> parts, String name) {
    String text = parts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the dead letter lacks the header " + name);
    }
    return text;
  }

  private static long number(Map<String, String> parts, String name, long max) {
    String text = part(parts, name);
    try {
      long number = Long.parseLong(text);
      if (number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the header " + name + " is a number, not '" + text + "'", e);
    }
    throw new IllegalArgumentException("the header " + name + " is at most " + max);
  }

  private static Header header(String name, String text) {
    return new RecordHeader(name, text.getBytes(UTF_8));
  }
}
