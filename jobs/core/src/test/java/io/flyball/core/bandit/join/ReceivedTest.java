package io.flyball.core.bandit.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceivedTest {
  private static Reward reward(String id, long time, int revision, double value, String corrects) {
    return new Reward(
        id,
        time,
        "p/1",
        corrects == null ? Reward.Kind.VALUE : Reward.Kind.CORRECTION,
        new double[] {value},
        1,
        null,
        null,
        revision,
        corrects);
  }

  @Test
  void noRewardIsNoReward() {
    assertThat(Received.none()).isEmpty();
  }

  @Test
  void aCopyChangesNothing() {
    ReceivedReward[] one = Received.add(Received.none(), reward("a", 1, 0, 2, null));
    assertThat(Received.add(one, reward("a", 1, 0, 2, null))).isSameAs(one);
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    List<Reward> rewards =
        List.of(
            reward("a", 5, 0, 1, null),
            reward("b", 3, 0, 2, null),
            reward("a1", 9, 1, 10, "a"),
            reward("a2", 11, 2, 100, "a1"),
            reward("b1", 9, 1, 20, "b"));
    Random random = new Random(3);
    for (int n = 0; n < 200; n++) {
      List<Reward> shuffled = new ArrayList<>(rewards);
      Collections.shuffle(shuffled, random);
      ReceivedReward[] received = Received.none();
      for (Reward reward : shuffled) {
        received = Received.add(received, reward);
        received = Received.add(received, reward);
      }
      assertThat(Arrays.stream(received).map(r -> r.values()[0]))
          .as(shuffled.stream().map(Reward::id).toList().toString())
          .containsExactly(20.0, 100.0);
      assertThat(received).extracting(ReceivedReward::time).containsExactly(3L, 5L);
    }
  }

  @Test
  void theMaximumOfNegativesIsNegativeAndTheMedianOfTwoTheirMean() {
    ReceivedReward[] received = Received.add(Received.none(), reward("a", 1, 0, -3, null));
    received = Received.add(received, reward("b", 2, 0, -1, null));
    assertThat(Aggregation.MAX.of(received)).containsExactly(-1);
    assertThat(Aggregation.MEDIAN.of(received)).containsExactly(-2);
    assertThat(Aggregation.EARLIEST.of(received)).containsExactly(-3);
    assertThat(Aggregation.AVERAGE.of(received)).containsExactly(-2);
  }
}
