package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The turns of one attempt at a task, in order: what was answered or done, and what was said of it.
 * O(1) amortised per turn.
 */
public final class Episode {

  /**
   * One turn.
   *
   * @param answer identifies the action taken, a hash say; equal actions have equal answers
   * @param proposal whether the action proposes a solution
   * @param feedback what was said of it
   */
  public record Turn(long answer, boolean proposal, Polarity feedback) {}

  private final List<Turn> turns = new ArrayList<>();
  private boolean solved;

  public void add(Turn turn) {
    turns.add(turn);
  }

  public void solved(boolean isSolved) {
    solved = isSolved;
  }

  public boolean solved() {
    return solved;
  }

  public List<Turn> turns() {
    return List.copyOf(turns);
  }

  /** Number of solutions proposed. */
  public int proposals() {
    return (int) turns.stream().filter(Turn::proposal).count();
  }

  /** Number of different solutions proposed. */
  public int distinctProposals() {
    return (int) turns.stream().filter(Turn::proposal).mapToLong(Turn::answer).distinct().count();
  }

  /** Actions that were taken before in this episode. */
  public int repeats() {
    Set<Long> seen = new HashSet<>();
    int repeats = 0;
    for (Turn turn : turns) {
      repeats += seen.add(turn.answer()) ? 0 : 1;
    }
    return repeats;
  }
}
