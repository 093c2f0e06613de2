package io.flyball.core.bandit.env;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.slate.OnlineExamination;
import io.flyball.core.bandit.slate.PositionBasedClicks;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Plays a world whose users are shown slates: the learner fills the positions from the top, each
 * among the arms that are left, users click as {@link SlateUsers} do on arms that attract with the
 * world's means, and the clicks teach as a click model credits them. Regret is expected clicks of
 * the best slate, arms by falling mean, minus those of the slate shown.
 *
 * <p>Cost: a decision a position.
 */
public final class SlateSimulation {
  private static final long LOOKS = 0x4C4F4F4B53L; // "LOOKS"
  private static final int PROGRESS_EVERY = 1024;
  private static final double[] EQUAL_WEIGHTS = {};

  /** How clicks are credited, by the names of {@code bandit.clicks}. */
  public enum Credit {
    /** Every position teaches its click, or none. */
    INDEPENDENT,
    /** Positions below the first click teach nothing. */
    CASCADE,
    /** No click teaches with the estimated probability that the position was looked at. */
    POSITION_BASED
  }

  private final Environment world;
  private final Learner learner;
  private final int positions;
  private final SlateUsers users;
  private final Credit credit;
  private final Arm[] arms;
  private final double[] examination;
  private final double[][] attraction;

  /**
   * A world and who plays it.
   *
   * @param world of rewards 0 and 1
   * @param positions of a slate, at most as many as arms
   * @throws IllegalArgumentException for more positions than arms, or a policy that fills no slates
   */
  public SlateSimulation(
      Environment world, Learner learner, int positions, SlateUsers users, Credit credit) {
    if (positions < 1 || positions > world.arms()) {
      throw new IllegalArgumentException(
          "a slate has 1 to as many positions as arms, "
              + world.arms()
              + " in this world; found "
              + positions);
    }
    if (!learner.policy().fillsSlates()) {
      throw new IllegalArgumentException(
          "'" + learner.policy().shape().kind() + "' plays one arm for rounds and fills no slate");
    }
    this.world = world;
    this.learner = learner;
    this.positions = positions;
    this.users = users;
    this.credit = credit;
    String[] names = new String[world.arms()];
    Arrays.setAll(names, Integer::toString);
    this.arms = learner.arms(names);
    this.examination = OnlineExamination.positions(positions);
    this.attraction = new double[names.length][];
    Arrays.setAll(attraction, a -> OnlineExamination.arm());
  }

  /** A slate as it was filled. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one round; never compared
  private record Filled(int[] shown, List<AssignedArm> taken, double[] first) {}

  /** Plays rounds 0 to {@code rounds - 1}. */
  public Report play(long rounds, LongConsumer progress) {
    PropensityAudit audit = new PropensityAudit(arms.length);
    Regret regret = new Regret(world, rounds);
    double[] held = new double[arms.length];
    double uniform = 0;
    double clicks = 0;
    long switches = 0;
    int last = -1;
    for (long t = 0; t < rounds; t++) {
      world.begin(t);
      double[] means = means();
      Filled slate = fill(t);
      audit.add(slate.shown()[0], slate.first());
      double best = value(means, order(means));
      regret.add(t + 1, best - value(means, slate.shown()));
      uniform += best - users.uniform(means, positions);
      for (int a = 0; a < held.length; a++) {
        held[a] += means[a];
      }
      clicks += learn(t, slate);
      switches += last >= 0 && last != slate.shown()[0] ? 1 : 0;
      last = slate.shown()[0];
      if (t % PROGRESS_EVERY == 0) {
        progress.accept(t);
      }
    }
    return new Report(
        rounds,
        regret.marks(),
        regret.curve(),
        uniform,
        fixed(order(held), rounds),
        clicks,
        rounds,
        0,
        0,
        switches,
        audit.worst());
  }

  private double[] means() {
    double[] means = new double[arms.length];
    Arrays.setAll(means, world::mean);
    return means;
  }

  /** The arms of the slate with the largest values, largest first. */
  private int[] order(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, a -> a);
    Arrays.sort(order, Comparator.comparingDouble((Integer a) -> -values[a]));
    return Arrays.stream(order).limit(positions).mapToInt(Integer::intValue).toArray();
  }

  private double value(double[] means, int[] slate) {
    return users.value(Arrays.stream(slate).mapToDouble(a -> means[a]).toArray());
  }

  /** Regret of one slate held for ever. */
  private double fixed(int[] slate, long rounds) {
    double sum = 0;
    for (long t = 0; t < rounds; t++) {
      world.begin(t);
      double[] means = means();
      sum += value(means, order(means)) - value(means, slate);
    }
    return sum;
  }

  private Filled fill(long round) {
    double[] context = world.context();
    double[][] all = world.features();
    int[] left = new int[arms.length];
    Arrays.setAll(left, a -> a);
    int[] shown = new int[positions];
    List<AssignedArm> taken = new ArrayList<>();
    double[] first = {};
    for (int l = 0; l < positions; l++) {
      Arm[] here = Arrays.stream(left).mapToObj(a -> arms[a]).toArray(Arm[]::new);
      double[][] features =
          all.length == 0
              ? all
              : Arrays.stream(left).mapToObj(a -> all[a]).toArray(double[][]::new);
      Choice choice =
          learner.decide(
              learner.dense(context, here, features, EQUAL_WEIGHTS),
              world.policyDraw(round * positions + l));
      shown[l] = left[choice.index()];
      taken.add(choice.taken());
      first = l == 0 ? choice.propensities() : first;
      int gone = shown[l];
      left = Arrays.stream(left).filter(a -> a != gone).toArray();
    }
    return new Filled(shown, taken, first);
  }

  /** Lets users click and the learner learn; returns the clicks. */
  private int learn(long round, Filled slate) {
    int clicks = 0;
    for (int l = 0; l < positions; l++) {
      int arm = slate.shown()[l];
      double u = Draws.uniform(world.seed() ^ LOOKS, round, l);
      boolean clicked = users.looks(l, clicks > 0, u) && world.reward(arm) == 1;
      boolean unseen = credit == Credit.CASCADE && clicks > 0;
      clicks += clicked ? 1 : 0;
      double weight = 1;
      if (credit == Credit.POSITION_BASED) {
        double theta = OnlineExamination.theta(examination, l + 1);
        weight = PositionBasedClicks.examined(theta, attraction[arm][1], clicked);
        OnlineExamination.learn(examination, attraction[arm], l + 1, theta, clicked);
      }
      if (!unseen && weight > 0) {
        learner.learn(slate.taken().get(l), new double[] {clicked ? 1 : 0}, weight);
      }
    }
    return clicks;
  }
}
