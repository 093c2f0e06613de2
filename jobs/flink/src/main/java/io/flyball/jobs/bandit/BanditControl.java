package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.Interventions;
import io.flyball.core.bandit.serve.Interventions.Similar;
import io.flyball.core.bandit.serve.ServingRules;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRejection;
import io.flyball.jobs.runtime.SteerableKey;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What may be steered while the job runs: for all policies by target {@code bandit}, for one by
 * {@code bandit/POLICY}. Parameters are keys of the {@code bandit} section, as text; an update
 * replaces the one before it, and what it does not name falls back to the configuration, or for one
 * policy to the update for all. Beside them stand what is done once: {@code reset}, {@code
 * release}, {@code remove-arms}, {@code prior.ARM}, {@code similar.ARM}, {@code pooled.ARM} and
 * {@code arm-features.ARM}.
 */
final class BanditControl {
  private static final String POLICY = BanditTopology.JOB + "/";
  private static final double MOST_OBSERVED = 1e12;
  private static final double LARGEST_FEATURE = 1e6;
  private static final String PRIOR = "prior.";
  private static final String SIMILAR = "similar.";
  private static final String POOLED = "pooled.";
  private static final String FEATURES = "arm-features.";
  private static final List<String> FIXED =
      List.of(
          "requests-topic",
          "rewards-topic",
          "observations-topic",
          "max-record-bytes",
          "plausible-years",
          "max-ahead",
          "out-of-orderness",
          "delivery",
          "context",
          "horizon",
          "seed",
          "shards",
          "reward.sense",
          "reward.range",
          "max-magnitude",
          "forget-after",
          "features.bits",
          "features.interactions");

  private record Steered(@Key(meaning = "The bandit job.") BanditConfig bandit) {}

  private BanditControl() {}

  static boolean concerns(ControlUpdate update) {
    return update.target().equals(BanditTopology.JOB) || update.target().startsWith(POLICY);
  }

  static String target(String policy) {
    return POLICY + policy;
  }

  /** The keys that may be steered. */
  static List<SteerableKey> keys(BanditConfig configured) {
    return SteerableKey.of(configured, path -> FIXED.contains(path) ? null : path);
  }

  /** The configuration as pairs, in a form that travels with an operator. */
  static String[] pairs(BanditConfig configured) {
    List<String> pairs = new ArrayList<>();
    Settings.values(new Steered(configured)).forEach((key, value) -> pair(pairs, key, value));
    return pairs.toArray(String[]::new);
  }

  /** The rules after updates, of which each may be null; the later one wins. */
  static ServingRules rules(String[] configured, ControlUpdate forAll, ControlUpdate forOne) {
    List<String> sets = new ArrayList<>();
    for (ControlUpdate update : Arrays.asList(forAll, forOne)) {
      if (update != null) {
        update
            .parameters()
            .forEach(
                (key, value) -> {
                  if (!intervention(key)) {
                    requireSteerable(key);
                    pair(sets, POLICY.replace('/', '.') + key, value);
                  }
                });
      }
    }
    return Settings.load(Steered.class, List.of(configured), Optional.empty(), Map.of(), sets)
        .bandit()
        .rules();
  }

  private static void pair(List<String> pairs, String key, String value) {
    pairs.add(key + "=" + value);
  }

  private static void requireSteerable(String key) {
    if (FIXED.contains(key)) {
      throw new IllegalArgumentException(
          "bandit." + key + " is fixed by the configuration and cannot be steered");
    }
  }

  private static boolean intervention(String key) {
    return key.equals("reset")
        || key.equals("release")
        || key.equals("remove-arms")
        || key.startsWith(PRIOR)
        || key.startsWith(SIMILAR)
        || key.startsWith(POOLED)
        || key.startsWith(FEATURES);
  }

  /** What an update does once. */
  static Interventions interventions(ControlUpdate update) {
    Map<String, String> parameters = update.parameters();
    Map<String, double[]> priors = new TreeMap<>();
    Map<String, Similar> similar = new TreeMap<>();
    Map<String, double[]> features = new TreeMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(PRIOR)) {
            priors.put(key.substring(PRIOR.length()), prior(key, value));
          } else if (key.startsWith(SIMILAR)) {
            similar.put(key.substring(SIMILAR.length()), similar(key, value));
          } else if (key.startsWith(POOLED)) {
            similar.put(key.substring(POOLED.length()), new Similar(null, worth(key, value)));
          } else if (key.startsWith(FEATURES)) {
            features.put(key.substring(FEATURES.length()), features(key, value));
          }
        });
    String removed = parameters.getOrDefault("remove-arms", "");
    return new Interventions(
        flag(parameters, "reset"),
        flag(parameters, "release"),
        Arrays.stream(removed.split(",")).map(String::strip).filter(arm -> !arm.isEmpty()).toList(),
        priors,
        similar,
        features);
  }

  private static Similar similar(String key, String value) {
    int slash = value.lastIndexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          key
              + " is "
              + value
              + "; write the other arm and the observations that it is worth at most, like old/100");
    }
    return new Similar(value.substring(0, slash), worth(key, value.substring(slash + 1)));
  }

  private static double worth(String key, String value) {
    try {
      double most = Double.parseDouble(value);
      if (most > 0 && most <= MOST_OBSERVED) {
        return most;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        key
            + " is worth "
            + value
            + "; allowed is a number of observations above 0, up to "
            + MOST_OBSERVED);
  }

  private static double[] features(String key, String value) {
    try {
      double[] features =
          Arrays.stream(value.split("/", -1)).mapToDouble(Double::parseDouble).toArray();
      if (Arrays.stream(features).allMatch(x -> Math.abs(x) <= LARGEST_FEATURE)) {
        return features;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        key
            + " is "
            + value
            + "; write numbers of a size up to "
            + LARGEST_FEATURE
            + " with slashes between, like 1/0.5");
  }

  private static boolean flag(Map<String, String> parameters, String key) {
    String value = parameters.getOrDefault(key, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed are true and false");
    }
    return value.equals("true");
  }

  private static double[] prior(String key, String value) {
    try {
      int slash = value.indexOf('/');
      double sum = Double.parseDouble(value.substring(0, slash));
      double observed = Double.parseDouble(value.substring(slash + 1));
      if (observed > 0 && observed <= MOST_OBSERVED && sum >= 0 && sum <= observed) {
        return new double[] {observed, sum};
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      // The sentence below says what is allowed.
    }
    throw new IllegalArgumentException(
        key
            + " is "
            + value
            + "; write the sum of rewards, each from 0 to 1, and the observations, at most "
            + MOST_OBSERVED
            + ", like 12/340");
  }

  /** Why an update cannot be applied, or null when it can. */
  static String fault(String[] configured, ControlUpdate update) {
    try {
      rules(configured, update, null);
      interventions(update);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  static Alert rejected(ControlUpdate update, String fault) {
    return ControlRejection.of(
        BanditTopology.JOB, update.target() + "/" + update.version(), update, fault);
  }
}
