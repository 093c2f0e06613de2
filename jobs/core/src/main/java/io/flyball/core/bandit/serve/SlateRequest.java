package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Place;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The slate that a request asks for: positions that are filled from the top, each with an arm that
 * stands nowhere above it.
 *
 * @param positions how many; 0 for a decision for one arm, or where the slots say how many
 * @param slots the arms that may be at each; no array where any may be anywhere, and an empty one
 *     for a slot where any may be
 * @param logged what was shown where the slate was decided elsewhere; empty for one to be decided
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
public record SlateRequest(int positions, String[][] slots, Placed[] logged) {
  /** Of a decision for one arm. */
  public static final SlateRequest NONE = new SlateRequest(0, new String[0][], new Placed[0]);

  /**
   * An arm at its position.
   *
   * @param propensity probability, in (0, 1], given the arms above it
   */
  public record Placed(String arm, double propensity) {}

  /** Number of positions; 0 for a decision for one arm. */
  public int size() {
    return Math.max(positions, slots.length);
  }

  /** The place of position {@code l}, counted from 1. */
  Place place(int l, double examined) {
    return new Place(l, size(), slots.length > 0, examined);
  }

  /**
   * The arms that may be at a position.
   *
   * @param arms all eligible ones
   * @param l the position, counted from 0
   * @param above arms that stand above it
   * @return indices into {@code arms}, in their order
   */
  int[] candidates(String[] arms, int l, Set<String> above) {
    boolean any = slots.length == 0 || slots[l].length == 0;
    Set<String> own = any ? Set.of() : new HashSet<>(Arrays.asList(slots[l]));
    int[] left = new int[arms.length];
    int count = 0;
    for (int i = 0; i < arms.length; i++) {
      if (!above.contains(arms[i]) && (any || own.contains(arms[i]))) {
        left[count++] = i;
      }
    }
    return Arrays.copyOf(left, count);
  }

  /** Whether what was logged was drawn, and was not certain everywhere. */
  boolean drawn() {
    for (Placed one : logged) {
      if (one.propensity() < 1) {
        return true;
      }
    }
    return false;
  }

  /** 32 bits of all of it. */
  int digest() {
    return Objects.hash(positions, Arrays.deepHashCode(slots), Arrays.hashCode(logged));
  }
}
