package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What becomes of a record that is longer than its topic takes. */
final class OversizedRecord {
  static final String DEAD_LETTERS = "dead-letters";

  /** Room in a batch for its own header, the key and the record's headers. */
  private static final int OVERHEAD = 64 << 10;

  /** Of a topic that the catalogue does not list. */
  private static final int USUAL_BYTES = 4 << 20;

  private OversizedRecord() {}

  /** The longest value that a topic takes, as the catalogue creates it. */
  static int longest(String topic) {
    return TopicCatalogue.load().topics().stream()
            .filter(known -> known.name().equals(topic))
            .mapToInt(Topic::maxMessageBytes)
            .findFirst()
            .orElse(USUAL_BYTES)
        - OVERHEAD;
  }

  /** The dead letter of a job's own record; it names topic and key, and has no value. */
  static DeadLetter of(String job, String topic, String key, int bytes, int longest) {
    String message =
        String.format(
            Locale.ROOT,
            "the record of %d bytes that the job made for this topic is longer than the %d bytes"
                + " that it takes",
            bytes,
            longest);
    return new DeadLetter(
        job,
        Reason.TOO_LARGE,
        "",
        message,
        topic,
        -1,
        -1,
        0,
        key.getBytes(StandardCharsets.UTF_8),
        null,
        Map.of());
  }

  /** A dead letter that its topic takes: without its value, or without anything raw, if need be. */
  static DeadLetter cut(DeadLetter letter) {
    int longest = longest(DEAD_LETTERS);
    int rest = length(letter.key());
    for (Map.Entry<String, byte[]> header : letter.headers().entrySet()) {
      rest += header.getKey().length() + length(header.getValue());
    }
    int value = length(letter.value());
    if (rest + value <= longest - OVERHEAD) {
      return letter;
    }
    boolean bare = rest > longest - OVERHEAD;
    return new DeadLetter(
        letter.job(),
        letter.reason(),
        letter.field(),
        String.format(
            Locale.ROOT, "%s (its value of %d bytes is not kept)", letter.message(), value),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.time(),
        bare ? null : letter.key(),
        null,
        bare ? Map.of() : letter.headers());
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
