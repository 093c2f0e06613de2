package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChangePredictorTest {

  @Test
  void withoutBothKindsNothingIsTold() {
    ChangePredictor predictor = new ChangePredictor();
    assertThat(told(predictor).get("CHANGE_AUROC").value()).isNaN();
    predictor.add(new double[] {1, 1, .2, 0, 0}, true);
    assertThat(told(predictor).get("CHANGES").value()).isEqualTo(1);
    assertThat(told(predictor).get("CHANGE_AUROC").value()).isNaN();
    assertThat(told(predictor).get("CHANGE_AUROC").standardError()).isZero();
  }

  /** Hanley, McNeil 1982: .75 of two and two has Q1 = .6 and Q2 = .642857. */
  @Test
  void theErrorOfAnAurocIsThatOfHanleyAndMcNeil() {
    RewardModelHealth health = new RewardModelHealth();
    health.add(.9, true, 0);
    health.add(.8, false, 0);
    health.add(.4, true, 0);
    health.add(.3, false, 0);
    assertThat(health.auroc()).isEqualTo(.75);
    assertThat(health.aurocError()).isCloseTo(.276296, within(1e-6));
  }

  /** P(changed) is .9 after "wrong", else .1: of pairs .81 are in order, .18 are tied: .9. */
  @Test
  void aVerdictThatMattersIsToldFromOneThatDoesNot() {
    MetricValue mattering = told(i -> i % 2 == 1 ? .9 : .1).get("CHANGE_AUROC");
    assertThat(mattering.value()).isCloseTo(.9, within(.03));
    assertThat(mattering.standardError()).isBetween(.001, .01);
    Map<String, MetricValue> none = told(i -> .5);
    assertThat(Math.abs(none.get("CHANGE_AUROC").value() - .5))
        .isLessThan(4 * none.get("CHANGE_AUROC").standardError());
    assertThat(none.get("CHANGE_BASE_RATE").value()).isCloseTo(.5, within(.03));
  }

  private static Map<String, MetricValue> told(IntToDoubleFunction probability) {
    ChangePredictor predictor = new ChangePredictor();
    for (int i = 0; i < 4_000; i++) {
      boolean changed = Draws.uniform(3, i, 0) < probability.applyAsDouble(i);
      predictor.add(new double[] {1, i % 2, Draws.uniform(3, i, 1), 0, 0}, changed);
    }
    return told(predictor);
  }

  private static Map<String, MetricValue> told(ChangePredictor predictor) {
    List<MetricValue> values = new ArrayList<>();
    predictor.tell(new MetricValue.Sheet(values, "judge/j", "recent-verdicts"));
    return values.stream()
        .collect(Collectors.toMap(v -> v.metric().substring("recent-verdicts.".length()), v -> v));
  }
}
