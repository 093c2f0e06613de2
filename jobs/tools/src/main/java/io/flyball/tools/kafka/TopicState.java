package io.flyball.tools.kafka;

import java.util.List;

/**
 * What a broker holds of one topic of the catalogue.
 *
 * @param name the topic
 * @param status how it stands
 * @param differences where it differs from the catalogue, such as {@code partitions is 1, not 4}
 */
public record TopicState(String name, Status status, List<String> differences) {

  /** How a topic on a broker stands to the catalogue. */
  public enum Status {
    /** It was not there and is now, as the catalogue wants it. */
    CREATED,
    /** It is there as the catalogue wants it. */
    SAME,
    /** It is there with other settings, which are left as they are. */
    DIFFERS,
    /** It is not there. */
    ABSENT
  }
}
