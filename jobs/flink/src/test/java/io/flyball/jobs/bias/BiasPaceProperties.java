package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.Fixtures.arrival;
import static io.flyball.jobs.bias.Fixtures.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.control.CameraWindow;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What comes out does not depend on how soon event time follows the packets, nor on a pause in
 * which this machine's clock does not stand in for the broker's. Where it does, a pause is silence.
 */
class BiasPaceProperties {
  private static final long HOUR = 3_600_000;
  private static final BiasConfig FORGETFUL = Fixtures.config("bias.forget-after=30 s");
  private static final BiasConfig PATIENT =
      Fixtures.config("bias.forget-after=3 h", "bias.clock-after=1 h");

  /** All that an operator leaves behind. */
  private record Outcome(List<String> outputs, Map<String, Long> counts) {}

  @Property(tries = 40)
  void theSamePacketsGiveTheSameOutputAtAnyPace(@ForAll long seed) throws Exception {
    List<CameraArrival> arrivals = arrivals(new Random(seed));
    assertThat(replay(FORGETFUL, arrivals, true, -1))
        .isEqualTo(replay(FORGETFUL, arrivals, false, -1));
  }

  @Property(tries = 20)
  void aPauseOfAnHourInAReplayChangesNothing(@ForAll long seed) throws Exception {
    List<CameraArrival> arrivals = arrivals(new Random(seed));
    Outcome fast = replay(PATIENT, arrivals, false, -1);
    int pause = Math.floorMod(seed, arrivals.size());
    assertThat(replay(PATIENT, arrivals, false, pause)).isEqualTo(fast);
    assertThat(replay(PATIENT, arrivals, true, pause)).isEqualTo(fast);
  }

  /** Three cameras that fall silent for moments and for longer than they are remembered. */
  private static List<CameraArrival> arrivals(Random random) {
    List<CameraArrival> all = new ArrayList<>();
    for (String camera : List.of("a", "b", "c")) {
      long deviceUs = random.nextInt(1_000_000);
      long at = random.nextInt(500);
      for (int sequence = 0; sequence < 25; sequence++) {
        double fate = random.nextDouble();
        long silence =
            fate < 0.8 ? 0 : fate < 0.93 ? random.nextInt(3_000) : 29_000 + random.nextInt(4_000);
        deviceUs += silence * 1_000;
        at += silence + 100;
        int events = random.nextInt(40);
        all.add(arrival(packet(camera, sequence, deviceUs, deviceUs + 99_999, events), at));
        if (random.nextInt(12) == 0) {
          all.add(arrival(packet(camera, sequence, deviceUs, deviceUs + 99_999, events), at));
        }
        deviceUs += 100_000;
      }
    }
    all.sort(Comparator.comparingLong(CameraArrival::arrivedMs));
    return all;
  }

  /**
   * @param follows whether event time follows each packet, or only the last
   * @param pause after which packet this machine stands still for an hour; -1 for none
   */
  private static Outcome replay(
      BiasConfig config, List<CameraArrival> arrivals, boolean follows, int pause)
      throws Exception {
    try (Subtasks<CameraArrival, CameraWindow> operator =
        new Subtasks<>(Operators.control(config), 1, false)) {
      // The packets of a replay are old: so old that more of them may be on the way.
      long clock = NOON + 2 * HOUR;
      Operators.clock(operator, clock);
      for (int i = 0; i < arrivals.size(); i++) {
        CameraArrival in = arrivals.get(i);
        operator.send(in, in.arrivedMs());
        if (follows) {
          operator.watermark(in.arrivedMs() - 1);
        }
        if (i == pause) {
          clock += HOUR;
          Operators.clock(operator, clock);
        }
      }
      operator.watermark(arrivals.get(arrivals.size() - 1).arrivedMs() - 1);
      operator.watermark(Long.MAX_VALUE);
      assertThat(operator.entries()).as("what is left of the cameras").isZero();
      return new Outcome(operator.outputs(), operator.counts());
    }
  }
}
