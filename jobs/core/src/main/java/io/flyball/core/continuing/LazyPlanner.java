package io.flyball.core.continuing;

/**
 * Optimistic planning for continuing tasks that changes its policy seldom: the tabular form of LOOP
 * (average-reward MDPs with low switching cost).
 *
 * <p>The plan f in force is kept until the transitions disagree with it:
 *
 * <pre>
 *   U = sum N(s, a) (Q_f(s, a) - Y(s, a))^2,   Y(s, a) = mean(r + V_f(s')) - J_f
 * </pre>
 *
 * <p>reaches 3 beta; then it is replaced by {@link AveragePlan#of} of all that was counted. Only
 * one term of U changes with a transition. Cost: the number of pairs per transition; a plan costs
 * what {@link AveragePlan} says.
 */
public final class LazyPlanner {
  private final LazyRules rules;
  private TaskCounts counts;
  private AveragePlan plan;
  private double[][] terms;
  private double discrepancy;
  private long plans;

  /**
   * @throws IllegalArgumentException where 3 beta is not above states x actions x bonus^2
   */
  public LazyPlanner(int states, int actions, LazyRules rules) {
    this(
        rules,
        TaskCounts.none(states, actions),
        AveragePlan.of(TaskCounts.none(states, actions), rules.bonus(), rules.span()),
        1);
  }

  /** Goes on from what was kept. */
  public LazyPlanner(LazyRules rules, TaskCounts counts, AveragePlan plan, long plans) {
    rules.check(counts.states(), counts.actions());
    this.rules = rules;
    this.counts = counts;
    this.plans = plans;
    follow(plan);
  }

  private void follow(AveragePlan next) {
    plan = next;
    terms = new double[counts.states()][counts.actions()];
    for (int s = 0; s < terms.length; s++) {
      for (int a = 0; a < terms[s].length; a++) {
        terms[s][a] = term(s, a);
      }
    }
    discrepancy = sum();
  }

  /** Always in one order: a restart must not change the last digit. */
  private double sum() {
    double sum = 0;
    for (double[] row : terms) {
      for (double term : row) {
        sum += term;
      }
    }
    return sum;
  }

  private double term(int s, int a) {
    double off = plan.q()[s][a] - counts.target(s, a, plan.values()) + plan.gain();
    long n = counts.visits()[s][a];
    return n == 0 ? 0 : n * off * off;
  }

  /** Makes room; refused where the rules do not allow so many states and actions. */
  public void grow(int states, int actions) {
    if (states > counts.states() || actions > counts.actions()) {
      int s = Math.max(states, counts.states());
      int a = Math.max(actions, counts.actions());
      rules.check(s, a);
      counts = counts.grown(s, a);
      follow(plan.grown(s, a));
    }
  }

  /**
   * Learns a transition.
   *
   * @return whether there is a new plan
   */
  public boolean learn(Transition seen) {
    int s = seen.state();
    int a = seen.action();
    counts.add(seen);
    terms[s][a] = term(s, a);
    discrepancy = sum();
    if (discrepancy < rules.threshold()) {
      return false;
    }
    follow(AveragePlan.of(counts, rules.bonus(), rules.span()));
    plans++;
    return true;
  }

  public AveragePlan plan() {
    return plan;
  }

  public TaskCounts counts() {
    return counts;
  }

  /** How many plans were made, the first included; the version of the one in force. */
  public long plans() {
    return plans;
  }

  /** How far the transitions disagree with the plan. */
  public double discrepancy() {
    return discrepancy;
  }
}
