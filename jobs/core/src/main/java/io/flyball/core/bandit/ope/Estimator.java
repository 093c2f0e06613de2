package io.flyball.core.bandit.ope;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An estimator of what a candidate would have earned: mean(d) + mean(f(w)(r - q)) or, where it
 * normalises itself, mean(d) + sum(f(w)(r - q))/sum(f(w)), with w = pi(a|x)/p, f the weight rule, q
 * the reward model's value of the arm and d = sum_a pi(a|x) q(x, a); without a model q = d = 0.
 * Formulas as in Open Bandit Pipeline's estimators.py.
 */
public enum Estimator {
  /** Inverse propensity score (Horvitz, Thompson 1952). */
  IPS("IPS", WeightRule.PLAIN, false, false),
  /** Self-normalised (Swaminathan, Joachims 2015). */
  SNIPS("SNIPS", WeightRule.PLAIN, false, true),
  CLIPPED_IPS("clipped IPS", WeightRule.CLIP, false, false),
  CLIPPED_SNIPS("clipped SNIPS", WeightRule.CLIP, false, true),
  /** Subgaussian importance weights. */
  SG_IPW("SG-IPW", WeightRule.SUBGAUSSIAN, false, false),
  /** Direct method: the model alone. */
  DM("DM", WeightRule.ZERO, true, false),
  /** Doubly robust (Dudik, Langford, Li 2011). */
  DR("DR", WeightRule.PLAIN, true, false),
  SNDR("SNDR", WeightRule.PLAIN, true, true),
  SWITCH_DR("Switch-DR", WeightRule.SWITCH, true, false),
  DROS("DRos", WeightRule.SHRINK, true, false),
  /** Pessimistic shrinkage (Su et al. 2020). */
  DR_PS("DR-ps", WeightRule.CLIP, true, false),
  /** More robust: DR with a model fitted for small variance (Farajtabar et al. 2018). */
  MRDR("MRDR", WeightRule.PLAIN, true, false);

  private final String label;
  private final WeightRule rule;
  private final boolean model;
  private final boolean normalised;

  Estimator(String label, WeightRule rule, boolean model, boolean normalised) {
    this.label = label;
    this.rule = rule;
    this.model = model;
    this.normalised = normalised;
  }

  /** What reports call it. */
  public String label() {
    return label;
  }

  public WeightRule rule() {
    return rule;
  }

  /** Whether it needs a reward model, and the candidate's probabilities of all arms. */
  public boolean model() {
    return model;
  }

  public boolean normalised() {
    return normalised;
  }

  /** Whether it has a limit that trades bias for variance. */
  public boolean limited() {
    return rule != WeightRule.ZERO && rule != WeightRule.PLAIN;
  }

  /** The estimator of a label, in any case, with blanks, - or _ alike. */
  public static Estimator parse(String text) {
    return Arrays.stream(values())
        .filter(e -> plain(e.label).equals(plain(text)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "estimators are "
                        + Arrays.stream(values())
                            .map(e -> plain(e.label))
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + text
                        + "'"));
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
  }
}
