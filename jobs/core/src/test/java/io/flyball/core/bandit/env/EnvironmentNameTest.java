package io.flyball.core.bandit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentNameTest {
  static List<String> names() {
    return EnvironmentName.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyWorldCanBePlayedWithDelaysAndLossesAndAccountsForEachDecision(String name) {
    Environment world = EnvironmentName.of(name, 5, 3, 400, 7);
    Learner learner = new Learner(PolicyName.parse("random", 0, 0, world.arms(), 400));
    for (Delay delay :
        List.of(Delay.fixed(3), Delay.geometric(.1).losing(.2), Delay.perArm(1, 50))) {
      Report report = Simulation.run(world, learner, delay, 400);
      assertThat(report.conserved()).isTrue();
      assertThat(report.regret()).hasSize(4).isSorted();
      assertThat(report.auditZ()).isLessThan(4.5);
    }
  }

  @Test
  void anUnknownWorldIsRefused() {
    assertThatThrownBy(() -> EnvironmentName.of("mars", 5, 3, 400, 7))
        .hasMessageContaining("unknown environment 'mars'")
        .hasMessageContaining("lin-drift");
    assertThatThrownBy(() -> Delay.fixed(-1)).hasMessageContaining("found -1");
    assertThatThrownBy(() -> Delay.geometric(0)).hasMessageContaining("found 0.0");
  }
}
