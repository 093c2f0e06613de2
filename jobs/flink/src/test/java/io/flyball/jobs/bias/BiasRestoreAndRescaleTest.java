package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.Fixtures.arrival;
import static io.flyball.jobs.bias.Fixtures.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.random.Draws;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interrupted, moved or rescaled, the job measures and decides what it would have anyway. */
class BiasRestoreAndRescaleTest {
  private static final int CAMERAS = 7;

  /** Packets of some cameras: losses, repetitions, disorder, a restart, silence. */
  private static List<Step<CameraArrival>> arrivals() {
    List<Step<CameraArrival>> steps = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      for (int c = 0; c < CAMERAS; c++) {
        double draw = Draws.uniform(5, c, k);
        boolean dark = c == 2 && k > 20 && k < 45;
        if (draw < 0.1 || dark) {
          continue;
        }
        long start = (c + 1) * 1_000_000_000L * (c == 3 && k >= 30 ? 0 : 1) + k * 100_000L;
        int events = (int) (Draws.uniform(6, c, k) * 8_000) >> (c % 3 * 4);
        EventPacket p = packet("camera" + c, k, start, start + 99_999, events);
        add(steps, arrival(p, k * 100L + c));
        if (draw > 0.9) {
          add(steps, arrival(p, k * 100L + c));
        }
      }
      if (k % 5 == 4) {
        steps.add(new Step<>(null, NOON + k * 100L));
      }
    }
    return steps;
  }

  private static void add(List<Step<CameraArrival>> steps, CameraArrival in) {
    steps.add(new Step<>(in, in.arrivedMs()));
  }

  @Test
  void everyCameraGoesOnWhereItWas() throws Exception {
    Operator<CameraArrival, CameraWindow> operator =
        Operators.control(
            Fixtures.config("bias.control.rate-low=50000", "bias.control.rate-high=250000"));
    Outcome whole = Trial.play(operator, arrivals(), false, 1);
    assertThat(whole.entries()).isZero();
    assertThat(whole.timers()).isZero();
    assertThat(whole.counts())
        .containsKeys("TAKEN", "REPEATED", "LOST_PACKETS", "WINDOWS", "COMMANDS");
    assertThat(decisions(whole)).hasSizeGreaterThan(100);
    for (int[] parallelisms : new int[][] {{1, 1, 1, 1, 1}, {1, 2, 3}, {3, 2, 1}, {2, 5}}) {
      Outcome outcome = Trial.play(operator, arrivals(), false, parallelisms);
      assertThat(decisions(outcome)).as("at %s", parallelisms).isEqualTo(decisions(whole));
      assertThat(outcome.entries() + outcome.timers()).isZero();
      assertThat(resent(outcome)).isGreaterThan(resent(whole));
    }
    Outcome rocksDb = Trial.play(operator, arrivals(), true, 1, 2, 3);
    assertThat(decisions(rocksDb)).isEqualTo(decisions(whole));
  }

  /** All but the codes that are sent again, and the count that they push on. */
  private static List<String> decisions(Outcome outcome) {
    return outcome.outputs().stream()
        .filter(text -> !text.contains("why=RESEND"))
        .map(text -> text.replaceFirst("(CameraCommand\\[id=[^/]+/[0-9]+)/[0-9]+", "$1"))
        .sorted()
        .toList();
  }

  private static long resent(Outcome outcome) {
    return outcome.outputs().stream().filter(text -> text.contains("why=RESEND")).count();
  }

  @Test
  void patternsGoOnAcrossASnapshot() throws Exception {
    List<CameraSign> signs = new ArrayList<>();
    for (int n = 0; n < 90; n++) {
      for (int c = 0; c < CAMERAS; c++) {
        int side = Draws.uniform(9, c, n) < 0.5 ? -1 : 1;
        signs.add(
            new CameraSign(
                "camera" + c,
                "camera" + c + "/1/" + n,
                n,
                NOON + n * 300L,
                side,
                side,
                3,
                n % 2 * 1e6,
                1));
      }
    }
    List<Operators.Definition> all =
        List.of(
            BiasPatterns::pinned,
            BiasPatterns::hunting,
            BiasPatterns::silent,
            BiasPatterns::flooding,
            BiasPatterns::packetLoss);
    for (Operators.Definition pattern : all) {
      // The operator stands behind the filter that lets only its own windows pass.
      Operator<CameraSign, Alert> cep = Operators.pattern(pattern);
      List<Step<CameraSign>> steps = Trial.steps(signs, CameraSign::time, 600);
      Outcome whole = Trial.play(cep, steps, false, 1);
      assertThat(whole.outputs()).isNotEmpty();
      assertThat(whole.entries()).isZero();
      assertThat(whole.timers()).isZero();
      assertThat(Trial.play(cep, steps, false, 1, 2, 3)).isEqualTo(whole);
    }
  }
}
