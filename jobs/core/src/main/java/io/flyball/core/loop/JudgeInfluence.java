package io.flyball.core.loop;

import java.util.List;

/**
 * What a judge's feedback does to the answers of those it judges, over whole episodes ("Helpful
 * Agent Meets Deceptive Judge", arXiv 2506.03332; the definitions are ours). Rounds of unknown
 * truth count where no truth is needed. O(rounds) per episode; undefined rates are NaN.
 */
public final class JudgeInfluence {

  /** Whether an answer is right. */
  public enum Truth {
    RIGHT,
    WRONG,
    UNKNOWN
  }

  /**
   * One round.
   *
   * @param answer what identifies the answer, a hash say
   * @param feedback on this answer, before the next round
   */
  public record Round(long answer, Truth truth, Polarity feedback) {}

  private final Rate corruption = new Rate();
  private final Rate repair = new Rate();
  private final Rate uptake = new Rate();
  private final Rate resistance = new Rate();
  private final Rate switched = new Rate();
  private final Rate switchedAfterBad = new Rate();
  private final Rate switchedAfterGood = new Rate();
  private final Rate oscillation = new Rate();
  private final Rate recovery = new Rate();
  private final Rate firstRight = new Rate();
  private final Rate lastRight = new Rate();

  public void add(List<Round> episode) {
    if (episode.isEmpty()) {
      return;
    }
    boolean corrupted = false;
    boolean oscillated = false;
    boolean told = false;
    boolean resisted = false;
    for (int t = 0; t + 1 < episode.size(); t++) {
      Round now = episode.get(t);
      Round next = episode.get(t + 1);
      boolean moved = next.answer() != now.answer();
      switched.add(moved);
      if (now.feedback() == Polarity.BAD) {
        switchedAfterBad.add(moved);
        if (now.truth() == Truth.RIGHT && next.truth() != Truth.UNKNOWN) {
          corruption.add(next.truth() == Truth.WRONG);
        }
        if (now.truth() == Truth.WRONG) {
          uptake.add(moved);
          told = true;
          resisted |= !moved;
        }
        if (now.truth() == Truth.WRONG && next.truth() != Truth.UNKNOWN) {
          repair.add(next.truth() == Truth.RIGHT);
        }
      } else if (now.feedback() == Polarity.GOOD) {
        switchedAfterGood.add(moved);
      }
      corrupted |= now.truth() == Truth.RIGHT && next.truth() == Truth.WRONG;
      oscillated |= moved && t + 2 < episode.size() && episode.get(t + 2).answer() == now.answer();
    }
    oscillation.add(oscillated);
    Truth first = episode.get(0).truth();
    Truth last = episode.get(episode.size() - 1).truth();
    if (told && last == Truth.WRONG) {
      resistance.add(resisted);
    }
    if (first != Truth.UNKNOWN && last != Truth.UNKNOWN) {
      firstRight.add(first == Truth.RIGHT);
      lastRight.add(last == Truth.RIGHT);
      if (corrupted) {
        recovery.add(last == Truth.RIGHT);
      }
    }
  }

  /** P(next answer wrong | answer right, feedback negative). */
  public double corruptionRate() {
    return corruption.value();
  }

  /** P(next answer right | answer wrong, feedback negative). */
  public double repairRate() {
    return repair.value();
  }

  /**
   * P(next answer differs | answer wrong, feedback negative): what was right to say is taken up.
   */
  public double uptakeRate() {
    return uptake.value();
  }

  /**
   * Of the episodes that end wrong although a wrong answer was called so: the share in which such
   * an answer was given once more ("Feedback Friction", arXiv 2506.11930, on persistent failures).
   */
  public double resistanceRate() {
    return resistance.value();
  }

  /** P(next answer differs). */
  public double switchRate() {
    return switched.value();
  }

  public double switchRateAfterBad() {
    return switchedAfterBad.value();
  }

  public double switchRateAfterGood() {
    return switchedAfterGood.value();
  }

  /** Share of episodes in which an answer was left and taken up again in the round after. */
  public double oscillationRate() {
    return oscillation.value();
  }

  /** P(right at the end | fell from right to wrong on the way). */
  public double recoveryRate() {
    return recovery.value();
  }

  /** Accuracy at the first round less that at the last. */
  public double accuracyDrop() {
    return firstRight.value() - lastRight.value();
  }

  private static final class Rate {
    private long hits;
    private long trials;

    void add(boolean hit) {
      hits += hit ? 1 : 0;
      trials++;
    }

    double value() {
      return (double) hits / trials;
    }
  }
}
