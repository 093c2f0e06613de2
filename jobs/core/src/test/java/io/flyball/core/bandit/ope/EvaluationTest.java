package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Evaluation.Limits LIMITS = new Evaluation.Limits(10, 10, 100);

  @Test
  void anEmptyLogIsWorthNothing() {
    Evaluation e = new Evaluation(LIMITS);
    assertThat(e.effectiveSampleSize()).isZero();
    assertThat(e.trusted(1)).isFalse();
    assertThat(e.ips()).isNaN();
    AnytimeInterval interval = new AnytimeInterval(0, 1, .05);
    assertThat(interval.lower()).isZero();
    assertThat(interval.upper()).isEqualTo(1);
  }

  @Test
  void badRowsAreRefusedBeforeAnySumChanges() {
    Evaluation e = new Evaluation(LIMITS);
    assertThatThrownBy(() -> e.add(.5, 0, 1, 0, 0)).hasMessageContaining("[1.0E-12, 1], found 0.0");
    assertThatThrownBy(() -> e.add(.5, 1.5, 1, 0, 0)).hasMessageContaining("found 1.5");
    assertThatThrownBy(() -> e.add(-.1, .5, 1, 0, 0)).hasMessageContaining("target");
    assertThatThrownBy(() -> e.add(.5, .5, Double.NaN, 0, 0)).hasMessageContaining("finite");
    assertThat(e.state()).containsOnly(0);
    AnytimeInterval interval = new AnytimeInterval(0, 1, .05);
    assertThatThrownBy(() -> interval.add(-1, 0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> interval.add(1, 2)).hasMessageContaining("[0.0, 1.0]");
    assertThat(interval.state()).containsOnly(0);
    assertThatThrownBy(() -> new AnytimeInterval(1, 1, .05)).hasMessageContaining("low < high");
    assertThatThrownBy(() -> new Evaluation(LIMITS, new double[3])).hasMessageContaining("14");
  }

  @Test
  void onPolicyEveryEstimatorWithoutModelIsTheMean() {
    Evaluation e = new Evaluation(LIMITS);
    for (int i = 0; i < 4; i++) {
      e.add(.25, .25, i, 0, 0);
    }
    assertThat(e.ips()).isEqualTo(1.5);
    assertThat(e.snips()).isEqualTo(1.5);
    assertThat(e.doublyRobust()).isEqualTo(1.5);
    assertThat(e.effectiveSampleSize()).isEqualTo(4);
    assertThat(e.meanWeight()).isEqualTo(1);
  }

  /** With p of dropping rows, each row that is left stands for 1/(1-p) of the whole log. */
  @Test
  void aRowOfImportanceTwoIsTwoRows() {
    Evaluation sample = new Evaluation(LIMITS);
    Evaluation whole = new Evaluation(LIMITS);
    for (int i = 0; i < 4; i++) {
      sample.add(.5, .25, i, .1, .2, 2);
      whole.add(.5, .25, i, .1, .2);
      whole.add(.5, .25, i, .1, .2);
    }
    assertThat(sample.rows()).isEqualTo(8);
    assertThat(sample.ips()).isCloseTo(whole.ips(), within(1e-12));
    assertThat(sample.snips()).isCloseTo(whole.snips(), within(1e-12));
    assertThat(sample.doublyRobust()).isCloseTo(whole.doublyRobust(), within(1e-12));
    assertThat(sample.logged()).isCloseTo(whole.logged(), within(1e-12));
    assertThat(sample.effectiveSampleSize()).isEqualTo(4);
    assertThatThrownBy(() -> sample.add(.5, .5, 1, 0, 0, 0)).hasMessageContaining("importance");
    assertThatThrownBy(() -> sample.add(.5, .5, 1, 0, 0, -1)).hasMessageContaining("found -1");
  }

  /** Two weights of 2 above a mean of 1: by hand, a = 4/3, b = 8/3, gamma = -3/2, beta = 3/8. */
  @Test
  void cressieReadShrinksWeightsThatAreTooLargeInTheMean() {
    Evaluation e = new Evaluation(LIMITS);
    e.add(1, .5, 1, 0, 0);
    e.add(1, .5, 0, 0, 0);
    double missing = 1 - (1.5 * 4 - .375 * 8) / 3;
    assertThat(e.cressieRead()).isCloseTo((1.5 * 2 - .375 * 4) / 3 + missing * .5, within(1e-12));
  }

  @Test
  void aRestoredEvaluationGoesOn() {
    Evaluation kept = new Evaluation(LIMITS);
    kept.add(.5, .25, 1, 0, 0);
    Evaluation restored = new Evaluation(LIMITS, kept.state().clone());
    kept.add(.1, .5, 0, 0, 0);
    restored.add(.1, .5, 0, 0, 0);
    assertThat(restored.state()).containsExactly(kept.state());
  }

  /** Looked at after every row, the interval misses the truth in fewer than alpha of the runs. */
  @Test
  void theIntervalHoldsAtEveryMoment() {
    int missed = 0;
    double width = 0;
    for (int run = 0; run < 100; run++) {
      AnytimeInterval interval = new AnytimeInterval(0, 1, .1);
      boolean out = false;
      for (int t = 0; t < 400; t++) {
        boolean hit = Draws.uniform(run, 1, t) < .3;
        double reward = Draws.uniform(run, 2, t) < .4 ? 1 : 0;
        interval.add(hit ? 1 / .3 : 0, reward);
        if (t % 10 == 9) {
          out |= interval.lower() > .4 || interval.upper() < .4;
        }
      }
      missed += out ? 1 : 0;
      width += interval.upper() - interval.lower();
    }
    assertThat(missed).isLessThanOrEqualTo(10);
    assertThat(width / 100).isLessThan(.6);
  }

  @Test
  void aLongLogNarrowsTheIntervalAroundTheMean() {
    AnytimeInterval interval = new AnytimeInterval(0, 1, .05);
    for (int t = 0; t < 200_000; t++) {
      interval.add(1, t % 4 == 0 ? 1 : 0);
    }
    assertThat(interval.lower()).isCloseTo(.25, within(.01)).isLessThan(.25);
    assertThat(interval.upper()).isCloseTo(.25, within(.01)).isGreaterThan(.25);
  }
}
