package io.flyball.core.reward.score;

import io.flyball.core.bandit.Checks;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.SignalKind;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;

/**
 * What a signal is worth before any weight: a kind that says it all has a fixed value, any other
 * (value - zero) x scale, held within the range. RLHS rates r of 1 to 5 stars as (r - 3) / 2: zero
 * 3, scale .5 (arXiv 2501.08617).
 *
 * @param fixed values of kinds; a kind of neither map has no component
 * @param scales scales of kinds that carry a value; they win over {@code fixed}
 * @param zeros values that count nothing, by kind; 0 where none is given
 * @param range range of every component
 */
public record SignalValues(
    Map<SignalKind, Double> fixed,
    Map<SignalKind, Double> scales,
    Map<SignalKind, Double> zeros,
    Range range)
    implements Serializable {

  public SignalValues {
    fixed.forEach((kind, value) -> Checks.within(name(kind), value, range.min(), range.max()));
    scales.forEach((kind, scale) -> finite("scale of " + name(kind), scale));
    zeros.forEach((kind, zero) -> finite("zero of " + name(kind), zero));
  }

  /** Whether signals of this kind are worth anything. */
  public boolean has(SignalKind kind) {
    return fixed.containsKey(kind) || scales.containsKey(kind);
  }

  /**
   * The component's value.
   *
   * @throws IllegalArgumentException when the signal's value is missing, not finite or outside the
   *     range of its kind
   */
  public double value(FeedbackSignal signal) {
    SignalKind kind = signal.kind();
    Double scale = scales.get(kind);
    if (scale == null) {
      return fixed.get(kind);
    }
    if (signal.value() == null) {
      throw new IllegalArgumentException("a " + kind + " needs a value");
    }
    double value = Checks.within("value of " + kind, signal.value(), kind.min(), kind.max());
    return range.clamp((value - zeros.getOrDefault(kind, 0.0)) * scale);
  }

  /** Name of a signal's component: its kind, and its stage when it speaks about one. */
  public static String component(FeedbackSignal signal) {
    return signal.stage() == FeedbackStage.NONE
        ? name(signal.kind())
        : name(signal.kind()) + "-" + name(signal.stage());
  }

  /** Name of a kind's or a stage's component: {@code hindsight-rating}, {@code retrieval}. */
  public static String name(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void finite(String what, double value) {
    Checks.within(what, value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
