package io.flyball.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.verify.Fault.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final Map<Target, Integer> MANY =
      Map.of(Target.TASKMANAGER, 20, Target.BROKER, 5, Target.JOBMANAGER, 3);

  @Test
  void nothingWantedIsNothingStruck() {
    assertThat(Fault.schedule(Map.of(), 1_000, 1_000, 1)).isEmpty();
    assertThat(Fault.schedule(Map.of(Target.BROKER, 0), 1_000, 1_000, 1)).isEmpty();
  }

  @Test
  void everyTargetIsStruckAsOftenAsWanted() {
    List<Fault> strikes = Fault.schedule(MANY, 2_000_000, 1_000, 7);

    assertThat(
            strikes.stream()
                .collect(Collectors.groupingBy(Fault::target, Collectors.summingInt(s -> 1))))
        .isEqualTo(MANY);
  }

  @Test
  void strikesAreInOrderAndInsideTheLoad() {
    List<Fault> strikes = Fault.schedule(MANY, 2_000_000, 1_000, 7);

    assertThat(strikes).extracting(Fault::atRecord).isSorted().doesNotHaveDuplicates();
    assertThat(strikes).allMatch(s -> s.atRecord() > 0 && s.atRecord() < 2_000_000);
    assertThat(strikes).allMatch(s -> s.delayMs() >= 0 && s.delayMs() < 1_000);
    assertThat(strikes).allMatch(s -> s.draw() >= 0 && s.draw() < 1);
  }

  @Test
  void seedAloneDecides() {
    assertThat(Fault.schedule(MANY, 1_000, 1_000, 7))
        .isEqualTo(Fault.schedule(MANY, 1_000, 1_000, 7))
        .isNotEqualTo(Fault.schedule(MANY, 1_000, 1_000, 8));
  }
}
