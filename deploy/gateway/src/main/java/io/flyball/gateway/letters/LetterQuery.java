package io.flyball.gateway.letters;

import io.flyball.schemas.DeadLetter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which dead letters are asked for.
 *
 * @param reason code; null for every one
 * @param topic where the record was read; null for every one
 * @param job that refused it; null for every one
 * @param from letters that were written before are left out, epoch ms
 * @param limit how many at most
 * @param before offset of each partition from which on letters were shown; empty for the newest
 */
public record LetterQuery(
    String reason, String topic, String job, long from, int limit, Map<Integer, Long> before) {

  public LetterQuery {
    before = Map.copyOf(before);
  }

  /** Whether a letter is asked for; when it was written is looked at elsewhere. */
  public boolean matches(DeadLetter letter) {
    return (reason == null || reason.equals(letter.getReason()))
        && (topic == null || topic.equals(letter.getTopic()))
        && (job == null || job.equals(letter.getJob()));
  }

  /**
   * The places of a text such as {@code 0:17,1:5}.
   *
   * @throws IllegalArgumentException when it is another
   */
  public static Map<Integer, Long> places(String text) {
    Map<Integer, Long> places = new TreeMap<>();
    for (String part : text.split(",")) {
      String[] ends = part.split(":");
      if (ends.length != 2 || !ends[0].matches("[0-9]{1,9}") || !ends[1].matches("[0-9]{1,18}")) {
        throw new IllegalArgumentException(
            "before is next of the page before, such as 0:17, not '" + text + "'");
      }
      places.put(Integer.parseInt(ends[0]), Long.parseLong(ends[1]));
    }
    return places;
  }

  /** Places as a text. */
  static String text(Map<Integer, Long> places) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(places)
        .forEach(
            (partition, offset) ->
                text.append(text.isEmpty() ? "" : ",")
                    .append(partition)
                    .append(':')
                    .append(offset));
    return text.toString();
  }
}
