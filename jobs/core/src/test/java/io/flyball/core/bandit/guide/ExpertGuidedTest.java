package io.flyball.core.bandit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import org.junit.jupiter.api.Test;

class ExpertGuidedTest {
  private static final double[] NOTHING = {};

  private static Policy policy(String text) {
    return PolicyName.parse(text, 0, 0, 3, 1_000);
  }

  /** Uniform over three arms with share .7 of the rule: .7 + .3/3 = .8, and .1 each. */
  @Test
  void whileTheGateIsOpenTheFirstArmHasTheShareOfTheRule() {
    Learner led = new Learner(policy("random:expert-needed=1,expert-share=0.7"));
    assertThat(led.propensities(question(led)))
        .containsExactly(new double[] {.8, .1, .1}, within(1e-12));
    assertThat(led.propensities(led.question(NOTHING, "c", "a", "b")))
        .containsExactly(new double[] {.8, .1, .1}, within(1e-12));
  }

  @Test
  void ownSuccessesCloseItAndThePolicyIsItself() {
    Learner led = new Learner(policy("random:expert-needed=2,expert-window=4,expert-share=0.5"));
    int own = 0;
    int decisions = 0;
    while (own < 2) {
      Choice choice = led.decide(question(led), Pick.draw("d/" + decisions++, 1));
      double[] note = choice.taken().note();
      assertThat(led.propensities(question(led))[0]).isGreaterThan(.6);
      own += note[note.length - 1] == 1 ? 1 : 0;
      led.learn(choice.taken(), 1);
    }
    assertThat(led.propensities(question(led)))
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
    for (int i = 0; i < 3; i++) {
      led.learn(led.decide(question(led), .5).taken(), 0);
    }
    assertThat(led.propensities(question(led))[0]).isCloseTo(2 / 3.0, within(1e-12));
  }

  /** Own decisions are a share of 1 - share, and among them the arms are those of the policy. */
  @Test
  void ownDecisionsAreDistributedAsThePolicyItself() {
    Learner led = new Learner(policy("random:expert-needed=1,expert-share=0.6"));
    int[] own = new int[3];
    int all = 30_000;
    for (int i = 0; i < all; i++) {
      Choice choice = led.decide(question(led), Pick.draw("e/" + i, 7));
      own[choice.arm().charAt(0) - 'a'] += choice.taken().note()[0] == 1 ? 1 : 0;
    }
    // Three standard deviations of a binomial of 30,000 with p = .4/3.
    for (int count : own) {
      assertThat(count / (double) all).isCloseTo(.4 / 3, within(.006));
    }
  }

  /** An own success has probability .1, so a window of 8 keeps the gate open at .8131. */
  @Test
  void throughTheNameThePolicyFollowsTheBinomialLaw() {
    int open = 0;
    int runs = 3_000;
    for (int run = 0; run < runs; run++) {
      Learner led = new Learner(policy("random:expert-needed=2,expert-window=8,expert-share=0.5"));
      int own = 0;
      for (int i = 0; own < 8; i++) {
        Choice choice = led.decide(question(led), Pick.draw(run + "/" + i, 1));
        boolean ours = choice.taken().note()[0] == 1;
        own += ours ? 1 : 0;
        led.learn(choice.taken(), Pick.draw(run + "/r/" + i, 2) < (ours ? .1 : 1) ? 1 : 0);
      }
      open += led.propensities(question(led))[0] > .4 ? 1 : 0;
    }
    assertThat(open / (double) runs).isCloseTo(.8131, within(.022));
  }

  @Test
  void aRegressionKeepsItsOwnNote() {
    String plain = "linucb:alpha=0.5";
    Learner led = new Learner(PolicyName.parse(plain + ",expert-needed=1", 2, 0, 2, 1_000));
    Learner alone = new Learner(PolicyName.parse(plain, 2, 0, 2, 1_000));
    for (int i = 0; i < 40; i++) {
      double[] context = {i % 2, 1};
      Choice choice = led.decide(led.question(context, "a", "b"), Pick.draw("f/" + i, 1));
      int index = choice.arm().equals("a") ? 0 : 1;
      led.learn(choice.taken(), 0);
      alone.learn(alone.decided(alone.question(context, "a", "b"), index, 1), 0);
    }
    double[] last = {1, 1};
    assertThat(led.scores(led.question(last, "a", "b")))
        .containsExactly(alone.scores(alone.question(last, "a", "b")));
  }

  private static Question question(Learner learner) {
    return learner.question(NOTHING, "a", "b", "c");
  }
}
