package io.flyball.core.reward.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.reward.group.FeedbackMemory.Tried;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedbackMemoryTest {
  private static Tried tried(String id, long time, double a, double b, double c) {
    return new Tried(id, time, "text " + id, null, Map.of("a", a, "b", b, "c", c));
  }

  private static FeedbackMemory of(int most, List<Tried> all) {
    FeedbackMemory memory = FeedbackMemory.none();
    for (Tried one : all) {
      memory = memory.with(one, most);
    }
    return memory;
  }

  @Test
  void nothingWasTried() {
    assertThat(FeedbackMemory.none().ranks()).isEmpty();
    assertThat(of(3, List.of(tried("only", 1, 0, 0, 0))).best().id()).isEqualTo("only");
  }

  /**
   * RAPO++, arXiv 2510.20206, section 4.1: ranks (2,3,1), (3,1,3), (1,2,2); the average rank picks
   * the third candidate, the mean score .767 the first.
   */
  @Test
  void theBestHasTheLowestAverageRankNotTheHighestMean() {
    FeedbackMemory memory =
        of(
            5,
            List.of(
                tried("1", 1, .8, .6, .9), tried("2", 2, .7, .9, .5), tried("3", 3, .9, .7, .6)));
    assertThat(memory.ranks()).containsExactly(new double[] {2, 7 / 3.0, 5 / 3.0}, within(1e-12));
    assertThat(memory.best().id()).isEqualTo("3");
    assertThat(memory.tried().get(0).score()).isCloseTo(2.3 / 3, within(1e-12));
    assertThat(memory.tried().get(2).score()).isCloseTo(2.2 / 3, within(1e-12));
  }

  @Test
  void aCandidateThatIsKnownChangesNothing() {
    FeedbackMemory memory = of(5, List.of(tried("1", 1, .8, .6, .9)));
    assertThat(memory.with(tried("1", 9, 1, 1, 1), 5)).isSameAs(memory);
  }

  @Test
  void whatIsKeptDoesNotDependOnTheOrderOfArrival() {
    List<Tried> all = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 12; i++) {
      all.add(tried("" + i, i / 3, random.nextInt(3), random.nextInt(3), random.nextInt(3)));
    }
    FeedbackMemory memory = of(5, all);
    assertThat(memory.forgotten()).isEqualTo(7);
    double least = memory.tried().stream().mapToDouble(Tried::score).min().orElseThrow();
    assertThat(all.stream().filter(one -> one.score() > least)).allMatch(memory.tried()::contains);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(all, random);
      assertThat(of(5, all)).isEqualTo(memory);
    }
  }
}
