package io.flyball.core.bandit.join;

/**
 * Where in a slate a decision stands. Each position of a slate is a decision of its own: it waits
 * for its own rewards, and teaches by itself.
 *
 * @param position counted from 1; 0 for a decision that is no part of a slate
 * @param of number of positions
 * @param slots whether positions have arms of their own, so that a reward for all of them may be
 *     shared
 * @param examined probability that the position is looked at, by which a click is learned; 1 where
 *     no click model says so
 */
public record Place(int position, int of, boolean slots, double examined) {
  /** Of a decision for one arm. */
  public static final Place NONE = new Place(0, 0, false, 1);

  /** Stands before the position in the id under which it is kept. */
  private static final char MARK = '\u0001';

  /** The id under which a position of a decision is kept: the first one's is the decision's. */
  public static String key(String decisionId, int position) {
    return position < 2 ? decisionId : decisionId + MARK + position;
  }

  /** The decision of a {@link #key}. */
  public String decision(String key) {
    return position < 2 ? key : key.substring(0, key.lastIndexOf(MARK));
  }
}
