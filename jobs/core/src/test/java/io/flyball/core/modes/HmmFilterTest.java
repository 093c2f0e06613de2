package io.flyball.core.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The linear chain of three states of "RNNs emulating HMMs": q = .05^(1/2) between neighbours,
 * emissions (.99 (1 - x), .01, .99 x) with x = 0, 1/2, 1.
 */
class HmmFilterTest {
  private static final double Q = Math.sqrt(.05);
  private static final int[] SYMBOLS = {0, 0, 2, 1, 2, 2, 0, 0};

  static HiddenMarkovModel chain() {
    return HiddenMarkovModel.of(
        new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3},
        new double[][] {{1 - Q, Q, 0}, {Q, 1 - 2 * Q, Q}, {0, Q, 1 - Q}},
        new double[][] {{.99, .01, 0}, {.495, .01, .495}, {0, .01, .99}});
  }

  @Test
  void refusesWhatDoesNotFit() {
    HmmFilter filter = new HmmFilter(3);
    assertThatThrownBy(() -> filter.update(chain(), 3, 0, 1)).hasMessageContaining("symbol");
    filter.update(chain(), 0, 5, 1);
    assertThatThrownBy(() -> filter.update(chain(), 0, 4, 1))
        .hasMessage("time goes back from 5 to 4");
    assertThatThrownBy(() -> new HmmFilter(2).update(chain(), 0, 0, 1))
        .hasMessage("a model of 3 states for a filter of 2");
    double[] law = {.5, .5};
    assertThatThrownBy(
            () -> HiddenMarkovModel.of(law, new double[][] {{.5, .4}, {.5, .5}}, new double[2][1]))
        .hasMessageContaining("row 0 of transition must sum to 1, sums to 0.9");
    assertThat(filter.symbols()).isEqualTo(1);
  }

  /** Brute force over all 6,561 paths gives the same likelihood. */
  @Test
  void eightSymbolsAsBruteForceHasThem() {
    HmmFilter filter = new HmmFilter(3);
    HmmFilter.Step step = null;
    for (int t = 0; t < SYMBOLS.length; t++) {
      step = filter.update(chain(), SYMBOLS[t], t, 1);
      if (t == 3) {
        assertThat(step.posterior())
            .containsExactly(new double[] {.167879, .470747, .361374}, within(1e-6));
      }
    }
    assertThat(filter.logLikelihood()).isCloseTo(-10.239716639697, within(1e-11));
    assertThat(step.posterior()).containsExactly(new double[] {.605097, .394903, 0}, within(1e-6));
    assertThat(step.mode()).isZero();
    assertThat(step.left()).contains(new HmmFilter.Dwell(1, 6, 7));
  }

  @Test
  void aSymbolThatIsImpossibleIsToldAndChangesNothingButTheTime() {
    HiddenMarkovModel certain =
        HiddenMarkovModel.of(
            new double[] {1, 0}, new double[][] {{1, 0}, {0, 1}}, new double[][] {{1, 0}, {0, 1}});
    HmmFilter filter = new HmmFilter(2);
    HmmFilter.Step step = filter.update(certain, 1, 0, 1);
    assertThat(step.surprise()).isEmpty();
    assertThat(step.posterior()).containsExactly(1, 0);
    assertThat(filter.impossible()).isEqualTo(1);
    assertThat(filter.update(certain, 0, 1, 1).surprise()).contains(0.0);
  }

  /** The law (1/3, 1/3, 1/3) stays, and two symbols after each other differ with .256202. */
  @Test
  void theChainRestsInItsInitialLawAndChangesItsSymbolAsItsAuthorsHaveIt() {
    HiddenMarkovModel model = chain();
    assertThat(model.predict(model.initial(), 1))
        .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-15));
    double same = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double both = model.initial()[i] * model.transition()[i][j];
        for (int o = 0; o < 3; o++) {
          same += both * model.emission()[i][o] * model.emission()[j][o];
        }
      }
    }
    assertThat(1 - same).isCloseTo(.256202, within(1e-6));
  }

  /** Accuracy .7558 and mean log-likelihood -.5861, each within .003, over 200,000 symbols. */
  @Test
  void findsTheHiddenStateAsOftenAsItCan() {
    HiddenMarkovModel model = chain();
    HmmFilter filter = new HmmFilter(3);
    int steps = 200_000;
    int right = 0;
    int changed = 0;
    int last = -1;
    int state = 0;
    for (int t = 0; t < steps; t++) {
      double[] law = t == 0 ? model.initial() : model.transition()[state];
      state = FlashingRatchet.pick(law, Draws.uniform(1, 1, t));
      int symbol = FlashingRatchet.pick(model.emission()[state], Draws.uniform(1, 2, t));
      right += filter.update(model, symbol, t, 1).mode() == state ? 1 : 0;
      changed += last >= 0 && symbol != last ? 1 : 0;
      last = symbol;
    }
    assertThat((double) right / steps).isCloseTo(.7558, within(.003));
    assertThat(filter.logLikelihood() / steps).isCloseTo(-.5861, within(.003));
    assertThat((double) changed / (steps - 1)).isCloseTo(.256202, within(.003));
  }

  /** exp(Q dt) over gaps of a unit is the step of a model without rates. */
  @Test
  void irregularTimeStepsByTheRates() {
    RateMatrix rates = RateMatrix.of(new double[][] {{-.7, .7}, {.3, -.3}});
    double[][] emission = {{.9, .1}, {.2, .8}};
    double[] initial = {.5, .5};
    HiddenMarkovModel timed =
        new HiddenMarkovModel(initial, rates.transition(1), emission, Optional.of(rates));
    HiddenMarkovModel stepped = HiddenMarkovModel.of(initial, rates.transition(2), emission);
    HmmFilter one = new HmmFilter(2);
    HmmFilter two = new HmmFilter(2);
    for (int t = 0; t < 20; t++) {
      double[] a = one.update(timed, t % 3 == 0 ? 1 : 0, 2_000L * t, 1_000).posterior();
      double[] b = two.update(stepped, t % 3 == 0 ? 1 : 0, t, 1).posterior();
      assertThat(a).containsExactly(b, within(1e-12));
    }
  }

  @Test
  void goesOnFromItsBytes() throws IOException {
    HmmFilter whole = new HmmFilter(3);
    HmmFilter half = new HmmFilter(3);
    for (int t = 0; t < SYMBOLS.length; t++) {
      if (t == 4) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        half.write(new DataOutputStream(bytes));
        half = HmmFilter.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
      assertThat(half.update(chain(), SYMBOLS[t], t, 1))
          .usingRecursiveComparison()
          .isEqualTo(whole.update(chain(), SYMBOLS[t], t, 1));
    }
    assertThat(half.logLikelihood()).isEqualTo(whole.logLikelihood());
  }

  /**
   * Error of A at most .07, .043 in the published example, after 100,000 symbols, from a start that
   * knows the emissions roughly.
   */
  @Test
  void learnsTheTransitionsOnline() {
    HiddenMarkovModel truth = chain();
    HmmLearner learner =
        new HmmLearner(
            HiddenMarkovModel.of(
                truth.initial(),
                new double[][] {{.6, .3, .1}, {.3, .4, .3}, {.1, .3, .6}},
                new double[][] {{.9, .05, .05}, {.45, .1, .45}, {.05, .05, .9}}));
    int state = 0;
    for (int t = 0; t < 100_000; t++) {
      double[] law = t == 0 ? truth.initial() : truth.transition()[state];
      state = FlashingRatchet.pick(law, Draws.uniform(3, 1, t));
      learner.update(FlashingRatchet.pick(truth.emission()[state], Draws.uniform(3, 2, t)));
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(learner.model().transition()[i][j])
            .isCloseTo(truth.transition()[i][j], within(.07));
      }
    }
  }
}
