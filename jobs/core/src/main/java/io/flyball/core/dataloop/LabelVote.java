package io.flyball.core.dataloop;

/**
 * A judge's opinion of a sample whose label and answer differ.
 *
 * @param opinion null for one that cannot be read
 * @param time epoch ms
 */
public record LabelVote(String sample, String judge, Opinion opinion, long time) {

  /** Response 1 is the label, response 2 the model's answer. */
  public enum Opinion {
    RESPONSE1_INCORRECT,
    RESPONSE2_INCORRECT,
    BOTH_CORRECT,
    BOTH_INCORRECT
  }
}
