package io.flyball.core.bandit.env;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Parameters;
import io.flyball.core.bandit.Pick;
import io.flyball.core.continuing.DifferentialQ;
import io.flyball.core.continuing.LazyPlanner;
import io.flyball.core.continuing.LazyRules;
import io.flyball.core.continuing.Transition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A learner of continuing tasks: it plays for the reward per step in the long run, where a bandit
 * plays for the next reward. Contexts are one-hot states. A step is learned when its reward and the
 * state after it are known.
 */
public final class TaskPlayer implements Player {
  /** Every name. */
  public static final List<String> NAMES = List.of("differential-q", "lazy-planner");

  private static final class Step {
    private final int state;
    private final int action;
    private int next = -1;
    private double reward = Double.NaN;

    Step(int state, int action) {
      this.state = state;
      this.action = action;
    }
  }

  private final IntFunction<double[]> behaviour;
  private final Consumer<Transition> learner;
  private final Map<Long, Step> open = new HashMap<>();

  private TaskPlayer(IntFunction<double[]> behaviour, Consumer<Transition> learner) {
    this.behaviour = behaviour;
    this.learner = learner;
  }

  /** Whether a text names one of these. */
  public static boolean names(String text) {
    return NAMES.contains(Parameters.parse(text).name());
  }

  /**
   * The player of a name.
   *
   * @param text name and parameters: {@code differential-q:step=.05,rate=.05,epsilon=.1}, {@code
   *     lazy-planner:beta=20,bonus=2,span=100}
   */
  public static TaskPlayer of(String text, int states, int actions) {
    Parameters p = Parameters.parse(text);
    TaskPlayer player =
        p.name().equals("lazy-planner")
            ? lazy(
                new LazyPlanner(
                    states,
                    actions,
                    new LazyRules(p.get("beta", 20), p.get("bonus", 2), p.get("span", 100))),
                actions)
            : differential(
                new DifferentialQ(states, actions, p.get("step", .05), p.get("rate", .05)),
                p.get("epsilon", .1));
    p.requireAllUsed();
    return player;
  }

  private static TaskPlayer lazy(LazyPlanner planner, int actions) {
    return new TaskPlayer(
        state -> {
          double[] all = new double[actions];
          all[planner.plan().action(state)] = 1;
          return all;
        },
        planner::learn);
  }

  private static TaskPlayer differential(DifferentialQ learner, double epsilon) {
    if (!(epsilon >= 0 && epsilon <= 1)) {
      throw new IllegalArgumentException("epsilon must lie in [0, 1], found " + epsilon);
    }
    return new TaskPlayer(
        state -> {
          double[] values = learner.values(state);
          double[] all = new double[values.length];
          Arrays.fill(all, epsilon / values.length);
          int best = 0;
          for (int a = 1; a < values.length; a++) {
            best = values[a] > values[best] ? a : best;
          }
          all[best] += 1 - epsilon;
          return all;
        },
        learner::learn);
  }

  @Override
  public Choice decide(long round, double[] context, double[][] features, double u) {
    int state = 0;
    for (int s = 1; s < context.length; s++) {
      state = context[s] > context[state] ? s : state;
    }
    Step before = open.get(round - 1);
    if (before != null) {
      before.next = state;
      complete(round - 1, before);
    }
    double[] propensities = behaviour.apply(state);
    int action = Pick.from(propensities, u);
    open.put(round, new Step(state, action));
    return new Choice(
        action,
        new AssignedArm(
            Integer.toString(action),
            context,
            AssignedArm.NONE,
            propensities[action],
            AssignedArm.NONE),
        propensities);
  }

  @Override
  public void learn(long round, AssignedArm taken, double reward) {
    Step step = open.get(round);
    step.reward = reward;
    complete(round, step);
  }

  private void complete(long round, Step step) {
    if (step.next >= 0 && !Double.isNaN(step.reward)) {
      open.remove(round);
      learner.accept(new Transition(step.state, step.action, step.reward, step.next));
    }
  }
}
