package io.flyball.core.bandit;

import io.flyball.core.bandit.joint.Bag;
import io.flyball.core.bandit.joint.Cover;
import io.flyball.core.bandit.joint.Exploration;
import io.flyball.core.bandit.joint.Explorations;
import io.flyball.core.bandit.joint.FullThompson;
import io.flyball.core.bandit.joint.JointPolicy;
import io.flyball.core.bandit.joint.Normalised;
import io.flyball.core.bandit.joint.Reduction;
import io.flyball.core.bandit.joint.SparseAdaGrad;
import io.flyball.core.bandit.joint.SparseCoin;
import io.flyball.core.bandit.joint.SparseFtrl;
import io.flyball.core.bandit.joint.SparseRegression;
import io.flyball.core.bandit.joint.Thompson;
import io.flyball.core.features.Interactions;
import io.flyball.core.features.JointFeatures;
import java.util.List;
import java.util.Locale;

/** Policies on joint features by name. */
final class JointName {
  private JointName() {}

  static Policy build(Parameters p) {
    JointFeatures features =
        new JointFeatures(
            (int) p.whole("bits", 18), Interactions.parse(p.text("interactions", "")));
    SparseRegression regression = regression(p);
    Exploration exploration = exploration(p, features.size());
    double floor =
        p.get(
            "floor",
            switch (p.name()) {
              case "greedy-joint", "bag-joint" -> .05;
              case "thompson-joint" -> .02;
              default -> 0;
            });
    boolean projected =
        p.word("floor-kind", "projection", "projection", "mixing").equals("projection");
    boolean standardised = p.word("standardise", "false", "false", "true").equals("true");
    return new JointPolicy(
        features, regression, reduction(p), exploration, floor, projected, standardised);
  }

  private static Reduction reduction(Parameters p) {
    return Reduction.valueOf(
        p.word("reduction", "mtr", "mtr", "dr", "ips", "dm").toUpperCase(Locale.ROOT));
  }

  private static SparseRegression regression(Parameters p) {
    return switch (p.word(
        "update", "normalised", "normalised", "adaptive", "adagrad", "ftrl", "coin")) {
      case "adaptive" -> new Normalised(p.get("eta", .5), false, true);
      case "adagrad" -> new SparseAdaGrad(p.get("eta", .1));
      case "ftrl" ->
          new SparseFtrl(p.get("alpha", .5), p.get("beta", 1), p.get("l1", 0), p.get("l2", 0));
      case "coin" -> new SparseCoin();
      default -> new Normalised(p.get("eta", .5), true, true);
    };
  }

  private static Exploration exploration(Parameters p, int size) {
    return switch (p.name()) {
      case "squarecb-joint" ->
          new Explorations.InverseGap(p.get("scale", 10), p.get("exponent", .5));
      case "softmax-joint" -> new Explorations.Boltzmann(p.get("lambda", 10));
      case "greedy-joint" -> new Explorations.Best();
      case "bag-joint" -> new Bag((int) p.whole("learners", 5), p.whole("seed", 1));
      case "cover-joint" ->
          new Cover((int) p.whole("learners", 4), p.get("psi", 1), p.get("epsilon", 0));
      case "regcb-joint" ->
          new Explorations.Confidence(
              p.get("mellowness", .1),
              p.word("form", "elimination", "elimination", "optimistic").equals("optimistic"));
      default -> thompson(p, size);
    };
  }

  private static Exploration thompson(Parameters p, int size) {
    double v = p.get("v", .25);
    double lambda = p.get("lambda", 1);
    int draws = (int) p.whole("draws", 100);
    if (p.word("covariance", "diagonal", "diagonal", "full").equals("diagonal")) {
      return new Thompson(v, lambda, draws);
    }
    for (String unused : List.of("update", "reduction")) {
      if (p.gives(unused)) {
        throw new IllegalArgumentException(
            "'" + unused + "' does nothing beside covariance=full, which learns the ridge itself");
      }
    }
    return new FullThompson(v, lambda, draws, size);
  }
}
