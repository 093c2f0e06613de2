package io.flyball.core.control;

import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.Packets;
import io.flyball.core.control.functions.FunctionMemory;
import io.flyball.core.control.functions.FunctionRules;
import io.flyball.core.control.places.PlaceControl;
import io.flyball.core.control.places.PlaceMaps;
import io.flyball.core.control.places.PlaceMemory;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.record.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One camera under control, and what came of it. Arrivals are ms after noon; a packet of 100 ms
 * arrives when it ends.
 */
final class ControlledCamera {
  static final long NOON = 1_700_000_000_000L;
  private static final SensorProfile DAVIS = SensorProfile.named("davis346");

  final CameraState state = new CameraState();
  FunctionMemory functions;
  PlaceMemory places;
  PlaceMaps maps = PlaceMaps.NONE;
  final List<CameraPlace> placed = new ArrayList<>();
  int unplaced;
  final List<CameraWindow> windows = new ArrayList<>();
  final List<CameraCommand> commands = new ArrayList<>();
  final List<CameraFinding> findings = new ArrayList<>();
  int taken;
  int repeated;
  CameraRules rules = rules(ControlMode.FAST_AND_SLOW_SAFE, false);

  static CameraRules rules(ControlMode mode, boolean reference) {
    return new CameraRules(
        DAVIS, mode, mode.defaults(DAVIS), FunctionRules.NONE, reference, 500, 0);
  }

  CameraControl control() {
    return new CameraControl(
        "c",
        rules,
        state,
        functions,
        places == null ? null : new PlaceControl(rules.places(), places, maps),
        new CameraOutput() {
          @Override
          public void taken() {
            taken++;
          }

          @Override
          public void repeated() {
            repeated++;
          }

          @Override
          public void window(CameraWindow window) {
            windows.add(window);
          }

          @Override
          public void finding(CameraFinding finding) {
            findings.add(finding);
          }

          @Override
          public void command(CameraCommand command) {
            commands.add(command);
          }

          @Override
          public void placed(CameraPlace place) {
            placed.add(place);
          }

          @Override
          public void unplaced() {
            unplaced++;
          }
        });
  }

  Optional<Refusal> arrives(EventPacket packet) {
    return control().onPacket(packet, NOON + packet.endUs() / 1000);
  }

  /** Packets of 100 ms, numbered by their place in device time. */
  void steady(long from, long to, int events) {
    for (long k = from; k < to; k++) {
      arrives(Packets.even(1, k, k * 100_000, k * 100_000 + 99_999, events));
    }
  }

  List<Long> counts() {
    return windows.stream().map(w -> w.on() + w.off()).toList();
  }
}
