package io.flyball.core.loop.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.drift.Adwin;
import io.flyball.core.drift.Alarm;
import io.flyball.core.drift.Direction;
import io.flyball.core.loop.Governor;
import io.flyball.core.loop.HeadSignal;
import io.flyball.core.loop.ItemCounts;
import io.flyball.core.loop.Resources;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopSimulatorTest {
  private static final int CHANGE = 10_000;
  private static final int EVENTS = 20_000;
  private static final int FIRST_SEED = 5_000;

  @Test
  void aWorldThatCannotFillItsSlatesIsRefused() {
    assertThatThrownBy(() -> new World(1, 10, 1, 6, 5, 10, 10, 0, 0, 0, 0))
        .hasMessageContaining("6, 5, 10");
    assertThatThrownBy(() -> World.standard(1.5, 0)).hasMessageContaining("1.5");
    LoopSimulator simulator = new LoopSimulator(World.standard(0, 0), 1);
    assertThatThrownBy(() -> simulator.demote(Double.NaN)).hasMessageContaining("NaN");
  }

  /** Seed 42, takeover .5 at 1,000, popularity of 500 events renewed every 100. */
  @Test
  void theFirstEventsAreTheGoldenOnes() {
    LoopSimulator simulator =
        new LoopSimulator(new World(400, 1_000, 10, 10, 50, 500, 100, 1_000, 0, 0, 0.5), 42);
    for (String[] row : Resources.rows("sim_seed42_T0_1000.csv.gz")) {
      LoopSimulator.Event event = simulator.next();
      String slate = event.slate().stream().map(String::valueOf).collect(Collectors.joining("|"));
      assertThat(
              new String[] {
                "" + event.t(),
                "" + event.user(),
                "" + event.item(),
                "" + event.genre(),
                "" + event.rank(),
                event.popular() ? "pop" : "rand",
                slate
              })
          .isEqualTo(row);
    }
  }

  @Test
  void aRampRisesLinearly() {
    World world = World.standard(0.5, 1_000).withRamp(1_000);
    assertThat(world.popular(999)).isZero();
    assertThat(world.popular(1_500)).isEqualTo(0.25);
    assertThat(world.popular(2_000)).isEqualTo(0.5);
  }

  /** Mean delays of 60 runs: 196, 86, 59 and 46 events; no alarm without takeover. */
  @ParameterizedTest
  @CsvSource({"0.1, 260", "0.2, 120", "0.3, 80", "0.5, 60"})
  void aTakeoverIsFoundWithinAFewHundredEvents(double takeover, double delay) {
    assertThat(meanDelay(takeover, 0, 6)).isLessThanOrEqualTo(delay);
    assertThat(firstAlarm(0, 0, FIRST_SEED + (int) (100 * takeover))).isEmpty();
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({
    "0.1, 0, 200",
    "0.2, 0, 90",
    "0.3, 0, 60",
    "0.5, 0, 50",
    "1, 0, 20",
    "0.5, 5000, 900"
  })
  void sixtyRunsFindATakeoverAsFastAsPublished(double takeover, int ramp, double delay) {
    assertThat(meanDelay(takeover, ramp, 60)).isLessThanOrEqualTo(delay);
  }

  @Tag("soak")
  @Test
  void sixtyRunsWithoutTakeoverRaiseNoAlarm() {
    for (int r = 0; r < 60; r++) {
      assertThat(firstAlarm(0, 0, FIRST_SEED + r)).isEmpty();
    }
  }

  private static double meanDelay(double takeover, int ramp, int runs) {
    double sum = 0;
    for (int r = 0; r < runs; r++) {
      sum += firstAlarm(takeover, ramp, FIRST_SEED + r).orElseThrow() - CHANGE;
    }
    return sum / runs;
  }

  /** The first alarm from the change on, of ADWIN on "the item taken was in the trailing head". */
  private static OptionalLong firstAlarm(double takeover, int ramp, long seed) {
    LoopSimulator simulator =
        new LoopSimulator(World.standard(takeover, CHANGE).withRamp(ramp), seed);
    HeadSignal signal = new HeadSignal(50, 4_000, 500);
    Adwin adwin = new Adwin(Adwin.Config.standard());
    for (int t = 0; t < EVENTS; t++) {
      boolean inHead = signal.add(simulator.next().item());
      if (signal.warm()) {
        Optional<Alarm> alarm = adwin.update(inHead ? 1 : 0);
        if (alarm.isPresent() && t >= CHANGE) {
          assertThat(alarm.get().direction()).isEqualTo(Direction.UP);
          return OptionalLong.of(t);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Exposure Gini of 500 events before and long after: .248, and .306, .623, .953. */
  @ParameterizedTest
  @CsvSource({"0, 0.247", "0.1, 0.306", "0.5, 0.623", "1, 0.953"})
  void exposureConcentratesAsPublished(double takeover, double gini) {
    LoopSimulator simulator = new LoopSimulator(World.standard(takeover, CHANGE), 5_001);
    double before = 0;
    double after = 0;
    for (int window = 0; window < EVENTS / 500; window++) {
      double value = exposureGini(simulator, 500);
      before += window >= 10 && window < 20 ? value / 10 : 0;
      after += window >= 30 ? value / 10 : 0;
    }
    assertThat(before).isCloseTo(0.248, within(0.01));
    assertThat(after).isCloseTo(gini, within(0.01));
  }

  private static double exposureGini(LoopSimulator simulator, int events) {
    ItemCounts shown = new ItemCounts();
    for (int i = 0; i < events; i++) {
      for (int item : simulator.next().slate()) {
        shown.add(item);
      }
    }
    return shown.spectrum().giniOverN(1_000);
  }

  @Test
  void theGovernorBringsExposureBackIntoItsBand() {
    assertThat(lastWindows(false)).isGreaterThan(0.55);
    assertThat(lastWindows(true)).isLessThan(0.30);
  }

  /** Exposure Gini of the last 2,000 events after a takeover of .5, governed or not. */
  private static double lastWindows(boolean governed) {
    LoopSimulator simulator = new LoopSimulator(World.standard(0.5, 5_000), 7);
    Governor governor = new Governor(new Governor.Config(0.05, 0.03, 0.5, 0.1, 0, 1));
    double error = 0;
    HeadSignal signal = new HeadSignal(50, 4_000, 500);
    for (int window = 0; window < 60; window++) {
      long inHead = 0;
      long shown = 0;
      for (int i = 0; i < 250; i++) {
        LoopSimulator.Event event = simulator.next();
        signal.add(event.item());
        for (int item : event.slate()) {
          inHead += signal.head().contains(item) ? 1 : 0;
          shown++;
        }
      }
      if (governed) {
        Governor.Command command = governor.update((double) inHead / shown);
        simulator.demote(command.weight());
        error = command.error();
      }
    }
    if (governed) {
      assertThat(governor.weight()).isBetween(0.8, 1.0);
      assertThat(error).as("head share less its target").isBetween(-0.035, 0.035);
    }
    return exposureGini(simulator, 500);
  }
}
