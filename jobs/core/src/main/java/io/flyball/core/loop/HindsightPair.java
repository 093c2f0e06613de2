package io.flyball.core.loop;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Joins the immediate feedback of one interaction with its outcome, in whatever order they come.
 *
 * <pre>
 *              immediate            hindsight
 *   (empty) ---------------> LEFT ---------------> BOTH --- either again --> UPDATED
 *      |                      | deadline: CENSORED  ^ MATCHED
 *      | hindsight            v                     |
 *      +------------------> RIGHT -- immediate -----+
 *                             | deadline: ORPHAN_HINDSIGHT
 * </pre>
 *
 * <p>The caller keeps one per interaction, sets a timer at {@link #deadline} and forgets it when
 * {@link #onDeadline} was called. Equal repeats say nothing.
 */
public final class HindsightPair {

  /** What became of an interaction. */
  public enum Kind {
    MATCHED,
    /** A newer immediate or hindsight value replaces an earlier MATCHED. */
    UPDATED,
    /** The horizon passed without an outcome: unknown, not negative. */
    CENSORED,
    ORPHAN_HINDSIGHT
  }

  /**
   * One result.
   *
   * @param immediate empty for ORPHAN_HINDSIGHT
   * @param hindsight empty for CENSORED
   * @param delay hindsight time less immediate time, in the unit of the times; for CENSORED the
   *     wait, for ORPHAN_HINDSIGHT 0
   */
  public record Result(Kind kind, OptionalDouble immediate, OptionalDouble hindsight, long delay) {}

  private final long horizon;
  private final long orphanHorizon;
  private boolean hasImmediate;
  private boolean hasHindsight;
  private double immediate;
  private double hindsight;
  private long immediateAt;
  private long hindsightAt;

  /**
   * An empty pair.
   *
   * @param horizon how long an outcome is waited for
   * @param orphanHorizon how long an outcome is kept whose immediate feedback is missing
   */
  public HindsightPair(long horizon, long orphanHorizon) {
    if (horizon < 0 || orphanHorizon < 0) {
      throw new IllegalArgumentException(
          "horizons are >= 0, were " + horizon + " and " + orphanHorizon);
    }
    this.horizon = horizon;
    this.orphanHorizon = orphanHorizon;
  }

  /** Immediate feedback; an older one than the pair has is ignored. */
  public Optional<Result> immediate(double value, long time) {
    finite(value);
    if (hasImmediate && (time < immediateAt || value == immediate)) {
      return Optional.empty();
    }
    boolean replaced = hasImmediate;
    hasImmediate = true;
    immediate = value;
    immediateAt = time;
    return pair(replaced);
  }

  /** Feedback after the outcome; an older one than the pair has is ignored. */
  public Optional<Result> hindsight(double value, long time) {
    finite(value);
    if (hasHindsight && (time < hindsightAt || value == hindsight)) {
      return Optional.empty();
    }
    boolean replaced = hasHindsight;
    hasHindsight = true;
    hindsight = value;
    hindsightAt = time;
    return pair(replaced);
  }

  /** When to give up; call after every value, for it can move. */
  public long deadline() {
    if (hasImmediate) {
      return immediateAt + horizon;
    }
    return hindsightAt + orphanHorizon;
  }

  /** The deadline passed: what has to be told of an unmatched side. */
  public Optional<Result> onDeadline() {
    if (hasImmediate == hasHindsight) {
      return Optional.empty();
    }
    return Optional.of(
        hasImmediate
            ? new Result(
                Kind.CENSORED, OptionalDouble.of(immediate), OptionalDouble.empty(), horizon)
            : new Result(
                Kind.ORPHAN_HINDSIGHT, OptionalDouble.empty(), OptionalDouble.of(hindsight), 0));
  }

  private Optional<Result> pair(boolean replaced) {
    if (!hasImmediate || !hasHindsight) {
      return Optional.empty();
    }
    return Optional.of(
        new Result(
            replaced ? Kind.UPDATED : Kind.MATCHED,
            OptionalDouble.of(immediate),
            OptionalDouble.of(hindsight),
            hindsightAt - immediateAt));
  }

  private static void finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("feedback must be finite, was " + value);
    }
  }
}
