package io.flyball.jobs.bandit;

import io.flyball.core.bandit.ope.Evaluation.Limits;
import io.flyball.core.bandit.serve.ServingRules.Evaluating;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code bandit.evaluate} section. */
public record EvaluateConfig(
    @Key(
            meaning =
                "Algorithms to evaluate on the stream by the name of each; one that cannot share"
                    + " the policy's statistics keeps its own.")
        Map<String, String> candidates,
    @Key(value = "1000", min = "1", meaning = "Outcomes between two reports.") long every,
    @Key(
            value = "50",
            min = "0",
            meaning = "Effective sample size below which an estimate is refused.")
        double least,
    @Key(value = "0", meaning = "Smallest possible reward, for the interval; reward.range wins.")
        double low,
    @Key(value = "1", meaning = "Largest possible reward, for the interval; reward.range wins.")
        double high,
    @Key(value = "10", min = "0.000001", meaning = "Largest weight of the clipped estimators.")
        double clip,
    @Key(value = "10", min = "0", meaning = "Largest weight whose residual Switch-DR uses.")
        double switchAt,
    @Key(value = "100", min = "0.000001", meaning = "Lambda of DRos, which shrinks weights.")
        double shrink,
    @Key(
            value = "0.05",
            min = "0.000001",
            max = "0.5",
            meaning = "Probability that the interval ever misses the truth.")
        double alpha) {

  public EvaluateConfig {
    if (!(low < high)) {
      throw new ConfigException("high", String.valueOf(high), "above bandit.evaluate.low");
    }
  }

  Evaluating rules(FeaturesConfig features) {
    Map<String, String> whole = new LinkedHashMap<>();
    candidates.forEach((name, algorithm) -> whole.put(name, features.whole(algorithm)));
    return new Evaluating(
        whole, every, least, low, high, alpha, new Limits(clip, switchAt, shrink));
  }
}
