package io.flyball.core.experimental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CounterCurrentTest {
  private static final CounterCurrent SMALL = new CounterCurrent(4, 6, 3, 8, 1);

  @Test
  void aNetWithoutClassesIsRefused() {
    assertThatThrownBy(() -> new CounterCurrent(1, 1, 1, 1, 1))
        .hasMessageContaining("2 classes")
        .hasMessageContaining("found 1, 1, 1 and 1");
    assertThatThrownBy(() -> new CounterCurrent(1, 1, 2, 1, 0)).hasMessageContaining("rate");
  }

  private static double[][] inputs(int n, int d, long key) {
    double[][] xs = new double[n][d];
    for (int i = 0; i < n * d; i++) {
      xs[i / d][i % d] = Draws.gaussian(5, key, i);
    }
    return xs;
  }

  private static double[][] targets(int n, int classes) {
    double[][] targets = new double[n][classes];
    for (int i = 0; i < n; i++) {
      targets[i][i % classes] = .75;
      targets[i][(i + 1) % classes] += .25;
    }
    return targets;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] weights(CounterCurrent net) {
    double[] weights = new double[net.size()];
    net.start(weights, 9);
    return weights;
  }

  /** The gradients of W and V are those of the hidden loss, U's is that of the last: to 1e-5. */
  @Test
  void everyLayerFollowsTheFiniteDifferencesOfItsOwnLoss() {
    double[] weights = weights(SMALL);
    double[][] xs = inputs(8, 4, 1);
    double[][] targets = targets(8, 3);
    double[] gradient = SMALL.gradient(weights, xs, targets, ones(8));
    int up = 6 * 4;
    int down = up + 3 * 6;
    double h = 1e-6;
    for (int i = 0; i < weights.length; i++) {
      double[] more = weights.clone();
      double[] less = weights.clone();
      more[i] += h;
      less[i] -= h;
      boolean last = i >= up && i < down;
      double difference =
          last
              ? SMALL.lastLoss(more, xs, targets) - SMALL.lastLoss(less, xs, targets)
              : SMALL.hiddenLoss(more, xs, targets) - SMALL.hiddenLoss(less, xs, targets);
      assertThat(gradient[i]).as("weight %d", i).isCloseTo(difference / 2 / h, within(1e-5));
    }
  }

  /** No weight depends on a later layer's loss: nothing travels back. */
  @Test
  void theHiddenLayerDoesNotKnowTheLastOne() {
    double[][] xs = inputs(8, 4, 1);
    double[][] targets = targets(8, 3);
    double[] weights = weights(SMALL);
    double[] before = SMALL.gradient(weights, xs, targets, ones(8));
    for (int i = 24; i < 42; i++) {
      weights[i] = -3 * weights[i] + .1;
    }
    double[] after = SMALL.gradient(weights, xs, targets, ones(8));
    for (int i = 0; i < before.length; i++) {
      boolean last = i >= 24 && i < 42;
      if (!last) {
        assertThat(after[i]).isEqualTo(before[i]);
      }
    }
    assertThat(Arrays.copyOfRange(after, 24, 42)).isNotEqualTo(Arrays.copyOfRange(before, 24, 42));
  }

  @Test
  void anExampleOfImportanceTwoCountsAsTwo() {
    double[][] xs = inputs(3, 4, 1);
    double[][] targets = targets(3, 3);
    double[] twice =
        SMALL.gradient(
            weights(SMALL),
            new double[][] {xs[0], xs[1], xs[2], xs[2]},
            new double[][] {targets[0], targets[1], targets[2], targets[2]},
            ones(4));
    double[] weighed = SMALL.gradient(weights(SMALL), xs, targets, new double[] {1, 1, 2});
    for (int i = 0; i < twice.length; i++) {
      assertThat(weighed[i]).isCloseTo(twice[i], within(1e-12));
    }
  }

  @Test
  void aStepNeverMovesANetByMoreThanItsRate() {
    double[] weights = weights(SMALL);
    double[] before = weights.clone();
    double[][] far = inputs(8, 4, 1);
    for (double[] x : far) {
      for (int i = 0; i < x.length; i++) {
        x[i] *= 1e6;
      }
    }
    SMALL.learn(weights, far, targets(8, 3), ones(8));
    assertThat(distance(weights, before, 0, 42)).isLessThanOrEqualTo(1 + 1e-9);
    assertThat(distance(weights, before, 42, 60)).isLessThanOrEqualTo(1 + 1e-9);
    assertThat(Arrays.stream(SMALL.classify(weights, far[0])).sum()).isCloseTo(1, within(1e-9));
  }

  private static double distance(double[] a, double[] b, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }

  /** 20 features, five classes of a random tanh teacher, one pass, batches of 256, 128 units. */
  @Test
  @Tag("soak")
  void sixThousandBatchesOfTheTeacherAreLearned() {
    assertThat(accuracy(6_000)).isGreaterThan(.75);
  }

  @Test
  void aFewBatchesOfTheTeacherAreLearnedInPart() {
    assertThat(accuracy(300)).isGreaterThan(.55);
  }

  private static double accuracy(int batches) {
    CounterCurrent net = new CounterCurrent(20, 128, 5, 256, 1);
    double[] weights = weights(net);
    Teacher teacher = new Teacher();
    for (int b = 0; b < batches; b++) {
      double[][] xs = inputs(256, 20, 1_000 + b);
      double[][] targets = new double[256][5];
      for (int i = 0; i < 256; i++) {
        targets[i][teacher.label(xs[i])] = 1;
      }
      net.learn(weights, xs, targets, ones(256));
    }
    double[][] fresh = inputs(5_000, 20, 1);
    int right = 0;
    for (double[] x : fresh) {
      double[] p = net.classify(weights, x);
      int best = 0;
      for (int k = 1; k < 5; k++) {
        best = p[k] > p[best] ? k : best;
      }
      right += best == teacher.label(x) ? 1 : 0;
    }
    return right / 5_000.0;
  }

  /** argmax of B tanh(A x), A of 32 by 20 and B of 5 by 32, standard normal. */
  private static final class Teacher {
    private final double[][] a = inputs(32, 20, 2);
    private final double[][] b = inputs(5, 32, 3);

    int label(double[] x) {
      double[] hidden = new double[32];
      for (int j = 0; j < 32; j++) {
        for (int i = 0; i < 20; i++) {
          hidden[j] += a[j][i] * x[i] / Math.sqrt(20);
        }
        hidden[j] = Math.tanh(hidden[j]);
      }
      int best = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < 5; k++) {
        double sum = 0;
        for (int j = 0; j < 32; j++) {
          sum += b[k][j] * hidden[j];
        }
        if (sum > most) {
          most = sum;
          best = k;
        }
      }
      return best;
    }
  }
}
