package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.linear.RegressionPolicy;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A policy with the arms that one event needs; what the event changed goes back by {@link #save}.
 */
final class LoadedPolicy {
  final PolicyHead head;
  final Learner learner;
  private final ServingState state;

  LoadedPolicy(PolicyHead head, Policy policy, ServingState state, String... arms) {
    this.head = head;
    this.state = state;
    List<Arm> known = new ArrayList<>(arms.length);
    if (2L * arms.length >= head.known()) {
      // One walk over all costs less than a search for each.
      state.arms().all().forEach(known::add);
    } else {
      for (String id : arms) {
        Arm arm = state.arms().get(id);
        if (arm != null) {
          known.add(arm);
        }
      }
    }
    learner =
        new Learner(
            policy, Model.of(policy.shape(), head.shared(), (int) head.get(Count.NEXT_ARM), known));
  }

  Model model() {
    return learner.model();
  }

  /** An arm, created when it is new. */
  Arm arm(String id) {
    learner.question(new double[head.context()], id);
    return model().arm(id);
  }

  /** One more change of the statistics. */
  void changed() {
    head.add(Count.VERSION, 1);
  }

  /** Keeps the head, new arms, and those that may have changed. */
  void save(String... changedArms) {
    Set<String> changed = Set.of(changedArms);
    long before = head.get(Count.NEXT_ARM);
    // Others than plain regressions keep caches in every arm that was asked for.
    boolean all =
        model().shape().perArm() > 0 && !(learner.policy().base() instanceof RegressionPolicy);
    for (Arm arm : model().arms()) {
      if (all || arm.number() >= before || changed.contains(arm.id())) {
        state.arms().put(arm.id(), arm);
      }
    }
    head.set(Count.NEXT_ARM, model().nextNumber());
    state.head().put(head);
  }

  /** The whole model, every arm of it. */
  Model whole() {
    List<Arm> all = new ArrayList<>();
    state.arms().all().forEach(all::add);
    all.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return Model.of(learner.policy().shape(), head.shared(), (int) head.get(Count.NEXT_ARM), all);
  }
}
