package io.flyball.core.continuing;

import io.flyball.core.record.TextFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A continuing task by the names of its states and actions: the lazy planner, and the reward per
 * step as differential Q-learning finds it without a model. States and actions are numbered as they
 * are first seen. Cost: that of {@link LazyPlanner}.
 */
public final class TaskLearner {
  private static final double STEP = .05;

  private final LazyRules rules;
  private final int mostStates;
  private final int mostActions;
  private final List<String> states = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private LazyPlanner planner;
  private double[][] values = new double[0][0];
  private double gain;

  /**
   * @throws IllegalArgumentException where the rules do not allow so many states and actions
   */
  public TaskLearner(LazyRules rules, int mostStates, int mostActions) {
    rules.check(mostStates, mostActions);
    this.rules = rules;
    this.mostStates = mostStates;
    this.mostActions = mostActions;
  }

  /**
   * Learns a step.
   *
   * @return whether there is a new plan; the first step makes one
   * @throws IllegalArgumentException for a state or an action too many; nothing changes
   */
  public boolean learn(NamedTransition seen) {
    int more = states.contains(seen.state()) ? 0 : 1;
    more += states.contains(seen.next()) || seen.next().equals(seen.state()) ? 0 : 1;
    if (states.size() + more > mostStates) {
      throw new IllegalArgumentException("the task has more than " + mostStates + " states");
    }
    if (!actions.contains(seen.action()) && actions.size() >= mostActions) {
      throw new IllegalArgumentException("the task has more than " + mostActions + " actions");
    }
    int s = number(states, seen.state());
    int next = number(states, seen.next());
    int a = number(actions, seen.action());
    boolean first = planner == null;
    if (first) {
      planner = new LazyPlanner(states.size(), actions.size(), rules);
    }
    planner.grow(states.size(), actions.size());
    differential(s, a, seen.reward(), next);
    return planner.learn(new Transition(s, a, seen.reward(), next)) || first;
  }

  private static int number(List<String> names, String name) {
    int known = names.indexOf(name);
    if (known < 0) {
      names.add(name);
      return names.size() - 1;
    }
    return known;
  }

  private void differential(int s, int a, double reward, int next) {
    grow();
    double delta = reward - gain + DifferentialQ.max(values[next]) - values[s][a];
    values[s][a] += STEP * delta;
    gain += STEP * STEP * delta;
  }

  private void grow() {
    double[][] grown = new double[states.size()][actions.size()];
    for (int s = 0; s < values.length; s++) {
      System.arraycopy(values[s], 0, grown[s], 0, values[s].length);
    }
    values = grown;
  }

  /** States by number. */
  public List<String> states() {
    return List.copyOf(states);
  }

  /** Actions by number. */
  public List<String> actions() {
    return List.copyOf(actions);
  }

  /** The planner; null before the first step. */
  public LazyPlanner planner() {
    return planner;
  }

  /** Reward per step, found without a model. */
  public double differentialGain() {
    return gain;
  }

  /** Everything but the rules. */
  public void write(DataOutput out) throws IOException {
    texts(states, out);
    texts(actions, out);
    out.writeDouble(gain);
    if (planner == null) {
      return;
    }
    out.writeLong(planner.plans());
    out.writeDouble(planner.plan().gain());
    TaskCounts counts = planner.counts();
    for (int s = 0; s < states.size(); s++) {
      out.writeDouble(planner.plan().values()[s]);
      for (int a = 0; a < actions.size(); a++) {
        out.writeDouble(values[s][a]);
        out.writeDouble(planner.plan().q()[s][a]);
        out.writeLong(counts.visits()[s][a]);
        out.writeDouble(counts.rewards()[s][a]);
        for (long n : counts.next()[s][a]) {
          out.writeLong(n);
        }
      }
    }
  }

  private static void texts(List<String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      TextFormat.write(text, out);
    }
  }

  /** What {@link #write} wrote; the limits are no smaller than what there is already. */
  public static TaskLearner read(LazyRules rules, int mostStates, int mostActions, DataInput in)
      throws IOException {
    TaskLearner task = new TaskLearner(rules, mostStates, mostActions);
    for (int left = in.readInt(); left > 0; left--) {
      task.states.add(TextFormat.read(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      task.actions.add(TextFormat.read(in));
    }
    task.gain = in.readDouble();
    if (task.states.isEmpty()) {
      return task;
    }
    long plans = in.readLong();
    double gain = in.readDouble();
    int states = task.states.size();
    int actions = task.actions.size();
    TaskCounts counts = TaskCounts.none(states, actions);
    double[] bias = new double[states];
    double[][] q = new double[states][actions];
    task.values = new double[states][actions];
    for (int s = 0; s < states; s++) {
      bias[s] = in.readDouble();
      for (int a = 0; a < actions; a++) {
        task.values[s][a] = in.readDouble();
        q[s][a] = in.readDouble();
        counts.visits()[s][a] = in.readLong();
        counts.rewards()[s][a] = in.readDouble();
        for (int n = 0; n < states; n++) {
          counts.next()[s][a][n] = in.readLong();
        }
      }
    }
    task.planner = new LazyPlanner(rules, counts, new AveragePlan(gain, bias, q), plans);
    return task;
  }
}
