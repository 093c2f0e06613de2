package io.flyball.core.experimental;

import io.flyball.core.bandit.Checks;
import io.flyball.core.random.Draws;
import java.util.Arrays;

/**
 * A classifier without a backward pass (counter-current learning, Kao and Hariharan, NeurIPS 2024):
 * one net carries inputs up, another one carries the classes down, and each hidden layer learns
 * from its own two activations alone. Experimental: on 20 features and five classes it reaches .796
 * where backpropagation reaches .869, and with batches of 64 it is no better than a linear softmax.
 *
 * <pre>
 *   up:    a = elu(W x),   logits = U a          down:  b_k = elu(V e_k) for each class k
 *   hidden loss = 128 / hidden * mean over examples and classes of (a'b_k - target_k)^2
 *   last loss   = mean over examples of the cross-entropy of softmax(U a), a held fixed
 * </pre>
 *
 * <p>W and V follow the hidden loss, U follows the last one; each net's gradient is clipped to norm
 * 1. One hidden layer, no biases. Layout: [W | U | V]. Cost: hidden (inputs + classes) to classify,
 * three times that an example to learn.
 *
 * @param inputs at least 1
 * @param hidden units, at least 1
 * @param classes at least 2
 * @param batch examples of a step, at least 1; 256 is the authors'
 * @param rate of both nets, above 0; 1 is the authors'
 */
public record CounterCurrent(int inputs, int hidden, int classes, int batch, double rate) {
  private static final double SCALE = .5 * 256;

  public CounterCurrent {
    if (inputs < 1 || hidden < 1 || classes < 2 || batch < 1) {
      throw new IllegalArgumentException(
          "at least 1 input, 1 hidden unit, 2 classes and a batch of 1 are needed, found "
              + inputs
              + ", "
              + hidden
              + ", "
              + classes
              + " and "
              + batch);
    }
    Checks.positive("rate", rate);
  }

  /** Doubles of the weights. */
  public int size() {
    return Math.multiplyExact(hidden, Math.addExact(inputs, Math.multiplyExact(2, classes)));
  }

  private int up() {
    return hidden * inputs;
  }

  private int down() {
    return up() + classes * hidden;
  }

  /** Fills fresh weights, uniform within 1 / sqrt(inputs of the layer). */
  public void start(double[] weights, long seed) {
    for (int i = 0; i < size(); i++) {
      int fan = i < up() ? inputs : i < down() ? hidden : classes;
      weights[i] = (2 * Draws.uniform(seed, 0, i) - 1) / Math.sqrt(fan);
    }
  }

  /** Probability of each class; their sum is 1. */
  public double[] classify(double[] weights, double[] x) {
    return softmax(weights, activations(weights, x));
  }

  private double[] activations(double[] weights, double[] x) {
    double[] a = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      double z = 0;
      for (int i = 0; i < inputs; i++) {
        z += weights[j * inputs + i] * x[i];
      }
      a[j] = elu(z);
    }
    return a;
  }

  private double[] softmax(double[] weights, double[] a) {
    double[] p = new double[classes];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < hidden; j++) {
        p[k] += weights[up() + k * hidden + j] * a[j];
      }
      most = Math.max(most, p[k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      p[k] = Math.exp(p[k] - most);
      sum += p[k];
    }
    for (int k = 0; k < classes; k++) {
      p[k] /= sum;
    }
    return p;
  }

  private static double elu(double z) {
    return z > 0 ? z : Math.expm1(z);
  }

  /** The derivative of elu where its value is known. */
  private static double slope(double value) {
    return value > 0 ? 1 : value + 1;
  }

  /**
   * Learns a batch of examples.
   *
   * @param xs inputs
   * @param targets of each example a share for each class, of sum 1
   * @param importance of each example, above 0
   */
  public void learn(double[] weights, double[][] xs, double[][] targets, double[] importance) {
    double[] gradient = gradient(weights, xs, targets, importance);
    descend(weights, gradient, 0, down());
    descend(weights, gradient, down(), size());
  }

  private void descend(double[] weights, double[] gradient, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += gradient[i] * gradient[i];
    }
    double step = rate / Math.max(1, Math.sqrt(squares));
    for (int i = from; i < to; i++) {
      weights[i] -= step * gradient[i];
    }
  }

  /** The gradients of the two losses, each by the weights that follow it; before clipping. */
  double[] gradient(double[] weights, double[][] xs, double[][] targets, double[] importance) {
    double[][] b = prototypes(weights);
    double[] out = new double[size()];
    double[][] slopes = new double[classes][hidden];
    double total = Arrays.stream(importance).sum();
    double[] error = new double[hidden];
    for (int n = 0; n < xs.length; n++) {
      double share = importance[n] / total;
      double[] a = activations(weights, xs[n]);
      double[] p = softmax(weights, a);
      Arrays.fill(error, 0);
      for (int k = 0; k < classes; k++) {
        double product = -targets[n][k];
        for (int j = 0; j < hidden; j++) {
          product += a[j] * b[k][j];
        }
        double local = 2 * SCALE / hidden / classes * share * product;
        double last = share * (p[k] - targets[n][k]);
        for (int j = 0; j < hidden; j++) {
          error[j] += local * b[k][j];
          slopes[k][j] += local * a[j];
          out[up() + k * hidden + j] += last * a[j];
        }
      }
      for (int j = 0; j < hidden; j++) {
        double e = error[j] * slope(a[j]);
        for (int i = 0; i < inputs; i++) {
          out[j * inputs + i] += e * xs[n][i];
        }
      }
    }
    for (int j = 0; j < hidden; j++) {
      for (int k = 0; k < classes; k++) {
        out[down() + j * classes + k] = slopes[k][j] * slope(b[k][j]);
      }
    }
    return out;
  }

  /** elu(V e_k) of each class. */
  private double[][] prototypes(double[] weights) {
    double[][] b = new double[classes][hidden];
    for (int j = 0; j < hidden; j++) {
      for (int k = 0; k < classes; k++) {
        b[k][j] = elu(weights[down() + j * classes + k]);
      }
    }
    return b;
  }

  /** The loss that W and V follow. */
  double hiddenLoss(double[] weights, double[][] xs, double[][] targets) {
    double[][] b = prototypes(weights);
    double sum = 0;
    for (int n = 0; n < xs.length; n++) {
      double[] a = activations(weights, xs[n]);
      for (int k = 0; k < classes; k++) {
        double product = -targets[n][k];
        for (int j = 0; j < hidden; j++) {
          product += a[j] * b[k][j];
        }
        sum += product * product;
      }
    }
    return SCALE / hidden * sum / xs.length / classes;
  }

  /** The loss that U follows. */
  double lastLoss(double[] weights, double[][] xs, double[][] targets) {
    double sum = 0;
    for (int n = 0; n < xs.length; n++) {
      double[] p = classify(weights, xs[n]);
      for (int k = 0; k < classes; k++) {
        sum -= targets[n][k] == 0 ? 0 : targets[n][k] * Math.log(p[k]);
      }
    }
    return sum / xs.length;
  }
}
