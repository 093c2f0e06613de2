package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.linear.LinUcb;
import io.flyball.core.bandit.linear.Pending;
import io.flyball.core.bandit.linear.Ridge;
import io.flyball.core.bandit.switching.SwitchingPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyNameTest {
  static List<String> names() {
    return PolicyName.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameGivesAPolicyThatDecidesAndLearns(String name) {
    Learner learner =
        new Learner(PolicyName.parse(PolicyName.withFeatureSpace(name, 8, ""), 2, 2, 3, 1000));
    String[] arms = {"a", "b", "c"};
    double[][] features = {{1, 0}, {0, 1}, {1, 1}};
    for (int i = 0; i < 30; i++) {
      Question ask =
          learner.dense(new double[] {i % 2, 1}, learner.arms(arms), features, new double[0]);
      Choice choice = learner.decide(ask, Pick.draw("m/" + i, 1));
      assertThat(choice.propensity()).isPositive();
      learner.learn(choice.taken(), i % 2);
    }
    assertThat(learner.model().learned()).isEqualTo(30);
  }

  @Test
  void parametersReachThePolicy() {
    assertThat(PolicyName.parse("linucb:alpha=0.5,lambda=2,pending=at-reward", 3, 0, 2, 1))
        .isEqualTo(new LinUcb(new Ridge(3, 2, Pending.AT_REWARD, 1), .5));
    assertThat(PolicyName.parse("linucb:switching-cost=2,stay=50", 3, 0, 2, 1))
        .isEqualTo(new SwitchingPolicy(LinUcb.of(3, 1, 1), 2, 50));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "linucb:beta=1",
        "linucb:alpha",
        "linucb:alpha=much",
        "linucb:alpha=-1",
        "linucb:",
        "linucb:alpha=1,alpha=2",
        "linucb:pending=3",
        "exp3:horizon=1.5",
        "linucb:entropy-step=0.1",
        "exp3:entropy-step=0.1",
        "softmax:entropy-step=-1",
        "softmax:entropy-low=0.5",
        "softmax:entropy-step=0.1,switching-cost=1",
        "exp3:expert-needed=1",
        "softmax:expert-needed=1,switching-cost=1",
        "softmax:expert-needed=2,expert-window=1",
        "softmax:expert-needed=1,expert-share=1",
        "softmax:expert-share=0.5",
        "softmax:expert-needed=-1",
        "linucb:expert-needed=1,objectives=2",
        "epsilon-greedy:epsilon=2"
      })
  void whatCannotBeUnderstoodIsRefused(String text) {
    assertThatThrownBy(() -> PolicyName.parse(text, 3, 0, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusalNamesWhatIsKnown() {
    assertThatThrownBy(() -> PolicyName.parse("nobody", 3, 0, 2, 1))
        .hasMessageContaining("unknown policy 'nobody'")
        .hasMessageContaining("linucb");
    assertThatThrownBy(() -> PolicyName.parse("linucb:beta=1", 3, 0, 2, 1))
        .hasMessageContaining("no parameter 'beta'")
        .hasMessageContaining("alpha");
  }
}
