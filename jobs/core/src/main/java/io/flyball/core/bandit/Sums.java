package io.flyball.core.bandit;

import java.util.Collection;
import java.util.List;

/**
 * The sums behind a model's arms, for learners that share a policy: what each has learned itself
 * can be added up in any order, and a model rebuilt from the total. The sums are themselves a
 * model, of another shape, so that they travel as one.
 */
public final class Sums {
  private Sums() {}

  /** No sums yet. */
  public static Model none(Policy policy) {
    return Model.of(shape(policy), new double[Shape.OWN_SHARED], 0, List.of());
  }

  /** The shape of a policy's sums. */
  public static Shape shape(Policy policy) {
    Shape s = policy.shape();
    return new Shape(
        "sums-" + s.kind(),
        s.context(),
        s.features(),
        s.objectives(),
        Shape.OWN_SHARED,
        fresh(policy).length);
  }

  private static double[] fresh(Policy policy) {
    double[] arm = new double[policy.shape().perArm()];
    policy.startArm(arm);
    return policy.sums(arm);
  }

  /** The sums of a whole model, the priors of its arms included. */
  public static Model of(Policy policy, Model model) {
    Model sums = none(policy);
    System.arraycopy(model.shared(), 0, sums.shared(), 0, Shape.OWN_SHARED);
    for (Arm arm : model.arms()) {
      double[] of = policy.sums(arm.state());
      System.arraycopy(of, 0, sums.zero(arm.id()).state(), 0, of.length);
    }
    return sums;
  }

  /**
   * What was learned between two moments is added to {@code learned}.
   *
   * @param before sums at the first moment; an arm that is missing had its prior alone
   * @param after sums at the second
   */
  public static void addChange(Policy policy, Model learned, Model before, Model after) {
    double[] fresh = fresh(policy);
    add(learned.shared(), after.shared(), 1);
    add(learned.shared(), before.shared(), -1);
    for (Arm arm : after.arms()) {
      Arm then = before.arm(arm.id());
      double[] sum = learned.zero(arm.id()).state();
      add(sum, arm.state(), 1);
      add(sum, then == null ? fresh : then.state(), -1);
    }
  }

  /** Priors of all arms and everything that was learned about them, by whomever. */
  public static Model total(Policy policy, Collection<Model> learned) {
    double[] fresh = fresh(policy);
    Model total = none(policy);
    for (Model part : learned) {
      add(total.shared(), part.shared(), 1);
      for (Arm arm : part.arms()) {
        if (total.arm(arm.id()) == null) {
          add(total.zero(arm.id()).state(), fresh, 1);
        }
        add(total.arm(arm.id()).state(), arm.state(), 1);
      }
    }
    return total;
  }

  private static void add(double[] to, double[] what, double sign) {
    for (int i = 0; i < to.length; i++) {
      to[i] += sign * what[i];
    }
  }
}
