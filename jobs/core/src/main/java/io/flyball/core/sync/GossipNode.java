package io.flyball.core.sync;

import java.util.function.UnaryOperator;

/**
 * A node of DADAO: it minimises the sum of the losses of all nodes by gradients of its own loss and
 * by meetings with its neighbours, without a middle. Experimental: for linear policies the sums add
 * up and need no optimiser.
 *
 * <pre>
 *   gradient:  e = grad f(X) - nu X - Y~,   X -= e / 4L,   X~ -= e / 4 sqrt(L nu),   Y~ += (r/4 + 1) e
 *   meeting:   m = (Y + Z) - (Y + Z of the other),   Z -= m / 2,   Z~ -= 2 chi1 m / (meetings r)
 * </pre>
 *
 * <p>Between events the six vectors flow linearly, which is solved exactly ({@link
 * GossipRules#flow}). Both ends of a meeting must be at the same instant; what one tells is {@link
 * #told}. Cost: a 6 x 6 exponential and 36 d per event.
 */
public final class GossipNode {
  private static final int X = 0;
  private static final int X_MOMENTUM = 1;
  private static final int Y = 2;
  private static final int Y_MOMENTUM = 3;
  private static final int Z = 4;
  private static final int Z_MOMENTUM = 5;

  private final GossipRules rules;
  private final double[][] state;
  private double time;

  /** Starts at time 0 with a model. */
  public GossipNode(GossipRules rules, double[] model) {
    this.rules = rules;
    this.state = new double[6][model.length];
    state[X] = model.clone();
  }

  /**
   * Lets time pass.
   *
   * @throws IllegalArgumentException when it would go back
   */
  public void advance(double to) {
    if (!(to >= time && to < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("time cannot go from " + time + " to " + to);
    }
    double[][] flow = rules.flow(to - time);
    double[] before = new double[6];
    for (int j = 0; j < state[X].length; j++) {
      for (int i = 0; i < 6; i++) {
        before[i] = state[i][j];
      }
      for (int i = 0; i < 6; i++) {
        double sum = 0;
        for (int k = 0; k < 6; k++) {
          sum += flow[i][k] * before[k];
        }
        state[i][j] = sum;
      }
    }
    time = to;
  }

  /** Takes a gradient of the node's own loss at its model. */
  public void learn(UnaryOperator<double[]> gradient) {
    double[] at = gradient.apply(state[X].clone());
    for (int j = 0; j < at.length; j++) {
      double e = at[j] - rules.nu() * state[X][j] - state[Y_MOMENTUM][j];
      state[X][j] -= rules.step() * e;
      state[X_MOMENTUM][j] -= rules.momentumStep() * e;
      state[Y_MOMENTUM][j] += rules.dualStep() * e;
    }
  }

  /** Y + Z, what a neighbour is told when they meet. */
  public double[] told() {
    double[] sum = new double[state[X].length];
    for (int j = 0; j < sum.length; j++) {
      sum[j] = state[Y][j] + state[Z][j];
    }
    return sum;
  }

  /** Meets a neighbour that told this at the same instant. */
  public void meet(double[] other) {
    double[] own = told();
    for (int j = 0; j < own.length; j++) {
      double m = own[j] - other[j];
      state[Z][j] -= m / 2;
      state[Z_MOMENTUM][j] -= rules.meetingStep() * m;
    }
  }

  /** X; a copy. */
  public double[] model() {
    return state[X].clone();
  }

  /** All six vectors: X, its momentum, Y, its, Z, its; a copy. */
  double[][] state() {
    double[][] copy = new double[6][];
    for (int i = 0; i < 6; i++) {
      copy[i] = state[i].clone();
    }
    return copy;
  }
}
