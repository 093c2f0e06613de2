package io.flyball.core.continuing;

/**
 * What was seen of a task: visits, reward sums and next states of each pair of state and action.
 * The arrays are the state itself, changed in place.
 *
 * @param visits by state and action
 * @param rewards sums by state and action
 * @param next visits by state, action and next state
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are the mutable state itself
public record TaskCounts(long[][] visits, double[][] rewards, long[][][] next) {

  public static TaskCounts none(int states, int actions) {
    return new TaskCounts(
        new long[states][actions], new double[states][actions], new long[states][actions][states]);
  }

  public int states() {
    return visits.length;
  }

  public int actions() {
    return visits.length == 0 ? 0 : visits[0].length;
  }

  void add(Transition seen) {
    visits[seen.state()][seen.action()]++;
    rewards[seen.state()][seen.action()] += seen.reward();
    next[seen.state()][seen.action()][seen.next()]++;
  }

  /** The same with room for more; what is new was never visited. */
  TaskCounts grown(int states, int actions) {
    TaskCounts grown = none(states, actions);
    for (int s = 0; s < states(); s++) {
      for (int a = 0; a < actions(); a++) {
        grown.visits[s][a] = visits[s][a];
        grown.rewards[s][a] = rewards[s][a];
        System.arraycopy(next[s][a], 0, grown.next[s][a], 0, states());
      }
    }
    return grown;
  }

  /** Mean over the visits of a pair of a reward and a value of the next state; 0 if unseen. */
  double target(int state, int action, double[] values) {
    long n = visits[state][action];
    if (n == 0) {
      return 0;
    }
    double sum = rewards[state][action];
    for (int s = 0; s < values.length; s++) {
      sum += next[state][action][s] * values[s];
    }
    return sum / n;
  }
}
