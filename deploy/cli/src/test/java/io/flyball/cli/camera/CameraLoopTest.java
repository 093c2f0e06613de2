package io.flyball.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.core.control.sim.PlantCamera;
import io.flyball.core.control.sim.RatePlant;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.RateWindow;
import io.flyball.tools.camera.CameraTopics;
import io.flyball.tools.camera.SimulatedCameraLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras at the ends of a real broker, and the bias job between. */
class CameraLoopTest extends WithBiasJob {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private static List<RateWindow> windows(String camera) {
    return read(CameraTopics.WINDOWS, RateWindow.class).stream()
        .filter(w -> w.getCamera().equals(camera))
        .toList();
  }

  /** Windows of a camera, as soon as there are so many with events. */
  private static List<RateWindow> await(String camera, int least) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      List<RateWindow> found = windows(camera).stream().filter(w -> w.getRate() > 0).toList();
      if (found.size() >= least || System.nanoTime() > deadline) {
        return found;
      }
    }
  }

  private static SimulatedCameraLoop.Result drive(String id) {
    PlantCamera camera = new PlantCamera(RatePlant.CLIFF, 1);
    try (var loop =
        new SimulatedCameraLoop(
            kafka.broker(), id, camera, Double.POSITIVE_INFINITY, OptionalLong.of(300_000))) {
      return loop.run(9, () -> true, System::currentTimeMillis);
    }
  }

  @Test
  void inLockStepTheLoopReachesAndHoldsTheBandThroughKafkaTheSameEveryTime() {
    SimulatedCameraLoop.Result result = drive("once");
    List<Double> rates = result.windows().stream().map(RateWindow::getRate).toList();
    assertThat(rates).hasSize(30);
    assertThat(result.commands()).isPositive();
    assertThat(result.windows().get(0).getSide()).isNotEqualTo(BandSide.INSIDE);
    assertThat(result.inBandAfter(5)).as("%s", rates).isEqualTo(1);
    assertThat(drive("again").windows())
        .extracting(RateWindow::getRate)
        .containsExactlyElementsOf(rates);
  }

  @Test
  void aReplayedRecordingGivesItsWindowsAndEndsThem(@TempDir Path folder) {
    Path file = Recordings.file(folder, "davis346_1s.aedat4");
    CommandRun run =
        CommandRun.of(
            "camera",
            "replay",
            file.toString(),
            "--camera",
            "davis",
            "--bootstrap",
            kafka.bootstrap());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("packets of camera davis");
    List<RateWindow> windows = await("davis", 4);
    assertThat(windows)
        .as("%s", windows)
        .extracting(w -> Math.round(w.getRate()))
        .containsExactly(300_343L, 308_357L, 539_090L, 756_430L);
    assertThat(windows)
        .extracting(RateWindow::getUndercounted)
        .containsExactly(true, false, false, true);
  }

  @Test
  void packetsCanBePrintedForAPipe(@TempDir Path folder) {
    Path file = Recordings.file(folder, "davis346_first20000.csv");
    CommandRun guessed =
        CommandRun.of("camera", "replay", file.toString(), "--speed", "max", "--json");
    assertThat(guessed.exitCode()).as(guessed.err()).isZero();
    assertThat(guessed.err())
        .contains("does not say how many pixels", "replayed as generic", "--sensor names one");
    assertThat(guessed.out().lines()).allMatch(l -> l.contains("\"sensor\":\"generic\""));
    CommandRun run =
        CommandRun.of(
            "camera",
            "replay",
            file.toString(),
            "--speed",
            "max",
            "--json",
            "--sensor",
            "davis346");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .isNotEmpty()
        .allMatch(l -> l.startsWith("{\"type\":\"EventPacket\""))
        .allMatch(l -> l.contains("\"sensor\":\"davis346\""));
  }
}
