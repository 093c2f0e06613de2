package io.flyball.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.local.verify.Strike.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrikeTest {
  private static final Map<Target, Integer> MANY =
      Map.of(Target.TASKMANAGER, 20, Target.BROKER, 5, Target.JOBMANAGER, 3);

  @Test
  void nothingWantedIsNothingStruck() {
    assertThat(Strike.schedule(Map.of(), 1_000, 1_000, 1)).isEmpty();
    assertThat(Strike.schedule(Map.of(Target.BROKER, 0), 1_000, 1_000, 1)).isEmpty();
  }

  @Test
  void everyTargetIsStruckAsOftenAsWanted() {
    List<Strike> strikes = Strike.schedule(MANY, 2_000_000, 1_000, 7);

    assertThat(
            strikes.stream()
                .collect(Collectors.groupingBy(Strike::target, Collectors.summingInt(s -> 1))))
        .isEqualTo(MANY);
  }

  @Test
  void strikesAreInOrderAndInsideTheLoad() {
    List<Strike> strikes = Strike.schedule(MANY, 2_000_000, 1_000, 7);

    assertThat(strikes).extracting(Strike::atRecord).isSorted().doesNotHaveDuplicates();
    assertThat(strikes).allMatch(s -> s.atRecord() > 0 && s.atRecord() < 2_000_000);
    assertThat(strikes).allMatch(s -> s.delayMs() >= 0 && s.delayMs() < 1_000);
    assertThat(strikes).allMatch(s -> s.draw() >= 0 && s.draw() < 1);
  }

  @Test
  void seedAloneDecides() {
    assertThat(Strike.schedule(MANY, 1_000, 1_000, 7))
        .isEqualTo(Strike.schedule(MANY, 1_000, 1_000, 7))
        .isNotEqualTo(Strike.schedule(MANY, 1_000, 1_000, 8));
  }
}
