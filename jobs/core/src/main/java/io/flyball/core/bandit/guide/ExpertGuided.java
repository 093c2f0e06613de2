package io.flyball.core.bandit.guide;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.ForwardingPolicy;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.random.Draws;
import java.util.Arrays;

/**
 * A policy that is led by a rule while its own successes are rare: the first arm of a request is
 * the rule's choice, and while the {@link ExpertGate} is open the propensities are
 *
 * <pre>
 *   p'_i = share [i = 0] + (1 - share) p_i
 * </pre>
 *
 * <p>What is given is what is drawn from, so logged propensities stay true. A decision is the
 * policy's own with probability (1 - share) p_i / p'_i of the arm drawn: the arms of own decisions
 * are then distributed as p, as if a coin had chosen who decides. That second draw depends on the
 * number of the decision alone, so a replay is the same. Only rewards of own decisions move the
 * gate, and both kinds teach the policy.
 *
 * <p>Adds the gate to the shared state. Cost: while the gate is open, the propensities are found
 * twice a decision.
 *
 * @param inner a policy with one objective whose learning does not depend on how it draws
 * @param gate opens and closes by own successes
 * @param share of the rule while the gate is open, in (0, 1); at 1 nothing own would be seen
 * @param above a reward above this is a success
 */
public record ExpertGuided(Policy inner, ExpertGate gate, double share, double above)
    implements ForwardingPolicy {
  private static final long SEED = 0x6775696465L;

  public ExpertGuided {
    Checks.within("expert share", share, Double.MIN_NORMAL, Math.nextDown(1.0));
    if (inner.shape().objectives() != 1) {
      throw new IllegalArgumentException(
          "'" + inner.shape().kind() + "' has several objectives: which of them is a success?");
    }
  }

  private int offset() {
    return inner.shape().shared();
  }

  @Override
  public Shape shape() {
    Shape s = inner.shape();
    return new Shape(
        "expert-" + s.kind(),
        s.context(),
        s.features(),
        s.objectives(),
        s.shared() + gate.size(),
        s.perArm());
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    inner.propensities(shared, question, out);
    if (gate.open(shared, offset())) {
      for (int i = 0; i < out.length; i++) {
        out[i] *= 1 - share;
      }
      out[0] += share;
    }
  }

  /** While the gate is open the rule's arm may be drawn, whatever the scores are. */
  @Override
  public boolean deterministic() {
    return false;
  }

  /** The note of the inner policy, and whether the decision was its own. */
  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    double own = own(shared, question, choice) ? 1 : 0;
    double[] note = inner.decided(shared, question, choice);
    double[] out = Arrays.copyOf(note, note.length + 2);
    // Twice: a note as long as a reward would be read as a prediction of it.
    out[note.length] = own;
    out[note.length + 1] = own;
    return out;
  }

  private boolean own(double[] shared, Question question, int choice) {
    if (!gate.open(shared, offset())) {
      return true;
    }
    double[] p = new double[question.arms().length];
    inner.propensities(shared, question, p);
    double own = (1 - share) * p[choice];
    double drawn = own + (choice == 0 ? share : 0);
    return Draws.uniform(SEED, 0, (long) shared[Shape.DECIDED]) * drawn < own;
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    inner.learn(shared, arm, ofInner(taken), reward, weight);
    int last = taken.note().length - 1;
    if (last > 0 && taken.note()[last] == 1) {
      gate.observe(shared, offset(), reward[0] > above);
    }
  }

  /** A presumed reward would be a failure in the window for good: the gate would never close. */
  @Override
  public boolean revisable() {
    return false;
  }

  @Override
  public void revise(
      double[] shared, Arm arm, AssignedArm taken, double[] from, double[] to, double weight) {
    throw new UnsupportedOperationException("a gate counts the reward of a decision once");
  }

  /** A decision from before the policy was led has the note of the inner policy alone. */
  private static AssignedArm ofInner(AssignedArm taken) {
    if (taken.note().length < 2) {
      return taken;
    }
    return new AssignedArm(
        taken.arm(),
        taken.context(),
        taken.features(),
        taken.propensity(),
        Arrays.copyOf(taken.note(), taken.note().length - 2));
  }

  /** A slate has no first arm that a rule would choose for every position. */
  @Override
  public boolean fillsSlates() {
    return false;
  }

  /** What the gate saw is not taken back. */
  @Override
  public boolean retract(Arm arm, double[] learned, double weight) {
    return false;
  }

  /** The gate is no sum. */
  @Override
  public boolean additive() {
    return false;
  }
}
