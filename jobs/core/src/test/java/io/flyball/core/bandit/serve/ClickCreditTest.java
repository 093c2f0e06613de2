package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.bandit.slate.OnlineExamination;
import io.flyball.core.random.Draws;
import org.junit.jupiter.api.Test;

/**
 * Users who look at the first of three positions always, at the second in a fifth and at the third
 * in a twentieth of all cases: what a policy loses against the best ranking, by how clicks are
 * credited.
 */
class ClickCreditTest {
  private static final double[] LOOKS = {1, .2, .05};
  private static final double[] ATTRACTS = {.25, .5, .3, .45, .35, .4};
  private static final String[] ARMS = {"a", "b", "c", "d", "e", "f"};
  private static final double BEST = .5 + .2 * .45 + .05 * .4;
  private static final int ROUNDS = 1500;

  /** What is lost in the second half, a round. */
  private static double loss(String algorithm, String clicks, long seed) {
    Served served = new Served(Changed.rules().algorithm(algorithm).clicks(clicks).r());
    double loss = 0;
    for (int t = 0; t < ROUNDS; t++) {
      long time = t * 2L * Served.WINDOW;
      served.until(time);
      DecisionRequest asked =
          new DecisionRequest(
                  "p/" + seed + "-" + t,
                  time,
                  new double[0],
                  ARMS,
                  new double[0][],
                  new double[0],
                  null,
                  null,
                  false,
                  1,
                  null,
                  null)
              .with(new SlateRequest(3, new String[0][], new Placed[0]));
      Placed[] slate = served.ask(asked).slate();
      double clicked = 0;
      for (int l = 0; l < slate.length; l++) {
        double p = LOOKS[l] * ATTRACTS[slate[l].arm().charAt(0) - 'a'];
        clicked += p;
        if (Draws.uniform(seed, t, l) < p) {
          served.give(
              new Reward(
                  "r" + l,
                  time + 1,
                  asked.id(),
                  Reward.Kind.VALUE,
                  new double[] {1},
                  1,
                  null,
                  null,
                  0,
                  null,
                  l + 1));
        }
      }
      loss += t < ROUNDS / 2 ? 0 : BEST - clicked;
    }
    assertThat(served.conserved()).isTrue();
    if (clicks.equals("position-based")) {
      double[] positions = served.state.clicks().get("");
      assertThat(OnlineExamination.theta(positions, 2)).isBetween(.1, .35);
      assertThat(OnlineExamination.theta(positions, 3)).isBetween(.01, .2);
    }
    return loss / (ROUNDS - ROUNDS / 2);
  }

  private static double mean(String algorithm, String clicks) {
    double sum = 0;
    for (long seed = 1; seed <= 4; seed++) {
      sum += loss(algorithm, clicks, seed);
    }
    return sum / 4;
  }

  @Test
  void creditByPositionLosesLessThanCreditAsItComes() {
    double naive = mean("beta-thompson", "independent");
    assertThat(mean("beta-thompson", "position-based"))
        .as("independent loses %s", naive)
        .isLessThan(0.5 * naive);
    assertThat(mean("beta-thompson", "position-based:1/0.2/0.05"))
        .as("independent loses %s", naive)
        .isLessThan(0.5 * naive);
  }
}
