package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.core.bandit.serve.ServingRules.Publishing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedPolicyTest {
  private static final String[] TEXTS = {"a", "b", "c", "d", "new"};

  private static Snapshot learned(String algorithm) {
    Publishing always = new Publishing(1, 0, 0, 1, 4);
    Served served = new Served(Changed.rules().algorithm(algorithm).publishing(always).r());
    for (int i = 1; i <= 60; i++) {
      double[] context = {1, i % 7 / 7.0};
      DecisionRequest all = asked("" + i, context, "a", "b", "c", "d");
      Decision decision = served.ask(all);
      served.give(Served.value("r" + i, "" + i, i, decision.arm().equals("b") ? 1 : i % 2));
    }
    served.until(2000);
    return served.snapshots.get(served.snapshots.size() - 1);
  }

  private static DecisionRequest asked(String id, double[] context, String... arms) {
    return new DecisionRequest(
        "p/" + id,
        1,
        context,
        arms,
        new double[0][],
        AssignedArm.NONE,
        null,
        null,
        false,
        1,
        null,
        null);
  }

  /**
   * Some ask with the same objects again, some with the same array of other texts, some with texts
   * that are equal and not the same, in any order, with arms that nobody has heard of.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"squarecb-ridge", "linucb", "lin-thompson", "softmax", "beta-thompson", "exp3"})
  void whoeverAskedBeforeAnAnswerIsThatOfAFreshCopy(String algorithm) {
    PublishedPolicy published = PublishedPolicy.of(learned(algorithm));
    PublishedPolicy fresh = published.copy();
    Random random = new Random(7);
    String[] arms = {"a", "b"};
    for (int i = 0; i < 2000; i++) {
      List<String> drawn = new ArrayList<>(Arrays.asList(TEXTS));
      Collections.shuffle(drawn, random);
      drawn = drawn.subList(0, 1 + random.nextInt(TEXTS.length));
      switch (random.nextInt(4)) {
        case 0 -> arms = drawn.toArray(String[]::new);
        case 1 -> arms = drawn.stream().sorted().toArray(String[]::new);
        case 2 -> arms = drawn.stream().sorted().map(String::new).toArray(String[]::new);
        default -> {
          if (drawn.size() == arms.length) {
            Collections.sort(drawn);
            drawn.toArray(arms);
          }
        }
      }
      DecisionRequest request = asked("q" + i, new double[] {1, i % 5 / 5.0}, arms);
      Answer answer = published.answer(request);
      Answer expected = fresh.copy().answer(request);
      assertThat(answer.arm()).isEqualTo(expected.arm());
      assertThat(answer.propensity()).isEqualTo(expected.propensity());
      assertThat(answer.arms()).containsExactly(arms);
      assertThat(answer.propensities()).containsExactly(expected.propensities());
    }
  }
}
