package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmEvictionTest {
  private static DecisionRequest offer(int number, String... arms) {
    return new DecisionRequest(
        "p/" + number,
        number,
        AssignedArm.NONE,
        arms,
        new double[0][],
        AssignedArm.NONE,
        arms[0],
        null,
        false,
        1,
        null,
        null);
  }

  @Test
  void whereNoneMayBeForgottenNewArmsAreRefused() {
    Served served = new Served(Changed.rules().arms(3, false).r());
    served.ask(offer(1, "a", "b", "c"));
    assertThat(served.ask(offer(2, "d"))).isNull();
    assertThat(served.refused.get(0).message()).contains("4 arms; bandit.max-arms allows 3");
    assertThat(served.arms.keySet()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void aRequestOfMoreArmsThanAllowedForgetsNone() {
    Served served = new Served(Changed.rules().arms(3, true).r());
    served.ask(offer(1, "a", "b", "c"));
    assertThat(served.ask(offer(2, "d", "e", "f", "g"))).isNull();
    assertThat(served.arms.keySet()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void armsMayChurnForEver() {
    Served served = new Served(Changed.rules().arms(5, true).r());
    for (int i = 0; i < 200; i++) {
      assertThat(served.ask(offer(i, "n" + i, "n" + (i + 1)))).isNotNull();
      assertThat(served.arms).hasSizeLessThanOrEqualTo(5);
    }
    assertThat(served.refused).isEmpty();
    assertThat(served.arms.keySet())
        .containsExactlyInAnyOrder("n196", "n197", "n198", "n199", "n200");
    assertThat(served.counted(ServingCount.EVICTED_ARMS)).isEqualTo(196);
    assertThat(served.state.head().get().get(Count.FORGOTTEN)).isEqualTo(196);
    assertThat((Map<?, ?>) served.other.get("offered")).hasSize(5);
  }

  @Test
  void theLeastRecentlyOfferedArmGoesFirst() {
    Served served = new Served(Changed.rules().arms(4, true).r());
    served.ask(offer(1, "a", "b"));
    served.ask(offer(2, "b"));
    served.ask(offer(3, "a"));
    served.ask(offer(4, "c", "d"));
    served.ask(offer(5, "e"));
    assertThat(served.arms.keySet()).containsExactlyInAnyOrder("a", "c", "d", "e");
  }

  @Test
  void decisionsForAForgottenArmAreResolvedAndTeachNothingEvenWhenItComesBack() {
    Served served = new Served(Changed.rules().arms(2, true).r());
    served.ask(offer(1, "a"));
    served.ask(offer(2, "b"));
    served.ask(offer(3, "c"));
    assertThat(served.arms.keySet()).containsExactlyInAnyOrder("b", "c");
    served.ask(offer(4, "a"));
    double[] fresh = served.arm("a").clone();
    served.give(Served.value("r1", "1", 5, 1));
    assertThat(served.arm("a")).containsExactly(fresh);
    served.until(5000);
    assertThat(served.outcomes).hasSize(4);
    assertThat(served.conserved()).isTrue();
    assertThat(served.counted(ServingCount.NOT_LEARNED)).isPositive();
  }

  @Test
  void aRewardThatNamesAnotherArmThanAForgottenOneIsLearnedForThat() {
    Served served = new Served(Changed.rules().arms(2, true).r());
    served.ask(offer(1, "a", "b"));
    served.ask(offer(2, "b", "c"));
    served.give(
        new io.flyball.core.bandit.join.Reward(
            "r",
            3,
            "p/1",
            io.flyball.core.bandit.join.Reward.Kind.VALUE,
            new double[] {1},
            1,
            "b",
            .5,
            0,
            null));
    assertThat(served.refused).isEmpty();
    assertThat(served.arm("b")[2]).isEqualTo(1);
  }

  @Test
  void candidatesForgetTheArmToo() {
    Served served =
        new Served(
            Changed.rules()
                .algorithm("random")
                .evaluating(Served.evaluating(Map.of("exp", "exp3"), 1, 1))
                .arms(2, true)
                .r());
    for (int i = 0; i < 20; i++) {
      served.ask(
          new DecisionRequest(
              "p/" + i,
              i,
              AssignedArm.NONE,
              new String[] {"n" + i},
              new double[0][],
              AssignedArm.NONE,
              null,
              null,
              false,
              1,
              null,
              null));
    }
    assertThat(served.state.rivals().get().models().get("exp").arms())
        .extracting(arm -> arm.id())
        .containsExactlyInAnyOrderElementsOf(List.of("n18", "n19"));
  }
}
