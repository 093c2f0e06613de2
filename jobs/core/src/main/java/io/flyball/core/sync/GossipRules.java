package io.flyball.core.sync;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Constants of DADAO (Nabli and Oyallon, "DADAO: Decoupled Accelerated Decentralized Asynchronous
 * Optimization", ICML 2023), as its authors' code has them. Experimental.
 *
 * <pre>
 *   nu = mu / 2,   r = sqrt(nu / L),   rate of all meetings = sqrt(2 chi1 chi2)
 * </pre>
 *
 * @param convexity mu, of the losses, above 0
 * @param smoothness L, of the losses, at least mu
 * @param chi1 1 / lambda_2 of the Laplacian of the graph over the number of its edges
 * @param chi2 half of the largest resistance of an edge in it
 */
public record GossipRules(double convexity, double smoothness, double chi1, double chi2) {

  public GossipRules {
    if (!(convexity > 0 && smoothness >= convexity && Double.isFinite(smoothness))
        || !(chi1 > 0 && chi2 > 0 && Double.isFinite(chi1) && Double.isFinite(chi2))) {
      throw new IllegalArgumentException(
          "0 < mu <= L and finite chi1, chi2 above 0 are needed, found "
              + convexity
              + ", "
              + smoothness
              + ", "
              + chi1
              + ", "
              + chi2);
    }
  }

  /** Nodes in a ring, each meeting its neighbours equally often; two nodes are a pair. */
  public static GossipRules ring(int nodes, double convexity, double smoothness) {
    if (nodes < 2) {
      throw new IllegalArgumentException("at least two nodes are needed, found " + nodes);
    }
    if (nodes == 2) {
      return new GossipRules(convexity, smoothness, .5, .5);
    }
    double gap = (2 - 2 * Math.cos(2 * Math.PI / nodes)) / nodes;
    return new GossipRules(convexity, smoothness, 1 / gap, (nodes - 1) / 2.0);
  }

  /** Meetings of all pairs per unit of time, in which each node takes one gradient. */
  public double meetings() {
    return Math.sqrt(2 * chi1 * chi2);
  }

  double nu() {
    return convexity / 2;
  }

  double root() {
    return Math.sqrt(nu() / smoothness);
  }

  /** What a gradient moves X by. */
  double step() {
    return 1 / (4 * smoothness);
  }

  /** What a gradient moves the momentum of X by. */
  double momentumStep() {
    return 1 / (4 * Math.sqrt(smoothness * nu()));
  }

  /** What a gradient moves the momentum of Y by. */
  double dualStep() {
    return root() / 4 + 1;
  }

  /** What a meeting moves the momentum of Z by; Z itself by a half. */
  double meetingStep() {
    return 2 * (chi1 / meetings()) / root();
  }

  /** exp(A t) of the linear flow between events, on X, its momentum, Y, its, Z, its. */
  double[][] flow(double t) {
    double r = root();
    double mix = r / 8;
    double pull = 1 / (2 * r);
    double[][] a = {
      {-mix, mix, 0, 0, 0, 0},
      {mix, -mix, 0, 0, 0, 0},
      {0, 0, -r / 4, r / 4, 0, 0},
      {0, -pull * nu(), -pull, 0, -pull, 0},
      {0, 0, 0, 0, -r / 4, r / 4},
      {0, 0, 0, 0, mix, -mix}
    };
    RealMatrix scaled = MatrixUtils.createRealMatrix(a).scalarMultiply(t);
    return MatrixUtils.matrixExponential(scaled).getData();
  }
}
