package io.flyball.core.bandit.joint;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;
import io.flyball.core.features.ArmVectors;
import io.flyball.core.features.FeatureNames;
import io.flyball.core.features.JointFeatures;
import io.flyball.core.features.Standardising;
import java.util.Arrays;

/**
 * A bandit on regressions that all arms share, over the features of context and arm together, as
 * {@code cb_explore_adf} of Vowpal Wabbit: an arm that was never seen is judged by its features.
 *
 * <p>Contexts and features of a question are packed ({@link
 * io.flyball.core.features.PackedFeatures}). All state is shared: [decisions | arms offered |
 * collisions | new names | 2 unused | owner of each index | mean and variance of each, if
 * standardised | the exploration's | regressions]. Nothing is kept of an arm. Cost: linear in the
 * features of all arms to decide, in those of the arm shown to learn; of all arms where the
 * reduction learns of all.
 *
 * @param features indices and products
 * @param regression what predicts rewards
 * @param reduction how rewards become examples
 * @param exploration how arms are chosen
 * @param floor probability that arms share at least, 0 for none
 * @param projected whether the floor is a projection, else a mixture
 * @param standardised whether numbers are centred and scaled by what was offered so far
 */
public record JointPolicy(
    JointFeatures features,
    SparseRegression regression,
    Reduction reduction,
    Exploration exploration,
    double floor,
    boolean projected,
    boolean standardised)
    implements Policy {

  public JointPolicy {
    Checks.within("floor", floor, 0, 1);
  }

  private int standards() {
    return JointState.NAMES + features.size();
  }

  /** Where the exploration's numbers begin. */
  int table() {
    return standards() + (standardised ? Standardising.WIDTH * features.size() : 0);
  }

  /** Where a regression's numbers begin. */
  int learner(int n) {
    return table()
        + exploration.table() * features.size()
        + n * (regression.scalars() + regression.stride() * features.size());
  }

  private int learners() {
    return exploration.learners() + (reduction == Reduction.DR ? 1 : 0);
  }

  private boolean all() {
    return reduction.all() || exploration.all();
  }

  /**
   * Policies of one shape read each other's state: the same indices and regressions.
   *
   * @throws ArithmeticException when it would keep more than 2^31 numbers
   */
  @Override
  public Shape shape() {
    long numbers =
        JointState.NAMES
            + (long) features.size()
                * (1
                    + (standardised ? Standardising.WIDTH : 0)
                    + exploration.table()
                    + (long) learners() * regression.stride())
            + (long) learners() * regression.scalars();
    String kind =
        "joint-"
            + regression.kind()
            + "-"
            + features.bits()
            + "-"
            + String.join("/", features.interactions().terms())
            + (standardised ? "-standardised" : "")
            + "-"
            + exploration.table()
            + "-"
            + learners();
    return new Shape(kind, 0, 0, 1, Math.toIntExact(numbers), 0);
  }

  @Override
  public void startShared(double[] shared) {
    exploration.start(new JointState(this, shared));
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public boolean unitRewards() {
    return exploration.unitRewards();
  }

  @Override
  public boolean deterministic() {
    return exploration.deterministic() && floor == 0;
  }

  private ArmVectors vectors(double[] shared, double[] context, double[]... arms) {
    if (!standardised) {
      return features.of(context, arms);
    }
    double[][] scaled = new double[arms.length][];
    Arrays.setAll(scaled, i -> Standardising.of(shared, standards(), features, arms[i]));
    return features.of(Standardising.of(shared, standards(), features, context), scaled);
  }

  private ArmVectors vectors(double[] shared, Question question) {
    double[][] arms = question.features();
    if (arms.length == 0) {
      arms = new double[question.arms().length][];
      Arrays.fill(arms, AssignedArm.NONE);
    }
    return vectors(shared, question.context(), arms);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    exploration.scores(new JointState(this, shared), vectors(shared, question), out);
  }

  /**
   * Probability of each arm.
   *
   * @throws IllegalArgumentException when the kind of a feature's value has changed, or there are
   *     too many products
   */
  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    FeatureNames.requireSameKinds(shared, JointState.NAMES, features, question.context());
    for (int i = 0; i < out.length; i++) {
      FeatureNames.requireSameKinds(shared, JointState.NAMES, features, question.features(i));
    }
    exploration.propensities(new JointState(this, shared), vectors(shared, question), out);
    if (floor > 0 && projected) {
      Floors.project(floor, out);
    } else if (floor > 0) {
      Floors.mix(floor, out);
    }
  }

  /** Remembers how many arms there were and which was shown; all features where all are learned. */
  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    exploration.decided(
        new JointState(this, shared),
        () -> vectors(shared, question.context(), question.features(choice)).of(0));
    int k = question.arms().length;
    note(shared, question.context());
    for (int i = 0; i < k; i++) {
      // Of arms that were not shown nothing may be learned, so their names need no place.
      if (i == choice || standardised || all()) {
        note(shared, question.features(i));
      }
    }
    if (!all()) {
      return new double[] {k, choice};
    }
    int length = 2 + k;
    for (int i = 0; i < k; i++) {
      length += question.features(i).length;
    }
    double[] note = new double[length];
    note[0] = k;
    note[1] = choice;
    int at = 2 + k;
    for (int i = 0; i < k; i++) {
      double[] arm = question.features(i);
      note[2 + i] = arm.length;
      System.arraycopy(arm, 0, note, at, arm.length);
      at += arm.length;
    }
    return note;
  }

  private void note(double[] shared, double[] packed) {
    if (standardised) {
      Standardising.note(shared, standards(), features, packed);
    }
    FeatureNames.note(shared, JointState.NAMES, features, packed, JointState.COLLISIONS);
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    double[] note = taken.note();
    int k = (int) note[0];
    double[][] arms = {taken.features()};
    int index = 0;
    if (all()) {
      arms = new double[k][];
      index = (int) note[1];
      int at = 2 + k;
      for (int i = 0; i < k; i++) {
        int next = at + (int) note[2 + i];
        arms[i] = Arrays.copyOfRange(note, at, next);
        at = next;
      }
    }
    ArmVectors every = vectors(shared, taken.context(), arms);
    shared[JointState.DECISIONS]++;
    shared[JointState.OFFERED] += k;
    exploration.learn(
        new JointState(this, shared),
        new JointExample(every, index, reward[0], taken.propensity(), weight));
  }

  /** Features so far that share their index with another one. */
  public static double collisions(double[] shared) {
    return shared[JointState.COLLISIONS];
  }

  /** Features so far that no decision before had named: it grows with a name that is misspelt. */
  public static double newNames(double[] shared) {
    return shared[JointState.NEW_NAMES];
  }
}
