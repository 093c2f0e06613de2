package io.flyball.core.control;

import io.flyball.core.camera.RateWindow;
import io.flyball.core.control.functions.FunctionControl;
import io.flyball.core.control.functions.FunctionControl.Changes;
import io.flyball.core.control.functions.FunctionSetting;
import io.flyball.core.control.places.PlaceControl;
import java.util.List;

/** What follows from the windows of a camera: biases, functions of the sensor, findings. */
final class WindowDecisions {
  /** Drops after so many windows without are told anew. */
  private static final int QUIET_WINDOWS = 100;

  private final String camera;
  private final CameraRules rules;
  private final CameraState s;
  private final FunctionControl functions;
  private final CameraOutput out;
  private final PlaceControl places;
  private ControlParameters parameters;
  private BiasController controller;

  /**
   * @param s the camera's state, changed in place
   * @param functions of its sensor; null for none
   * @param places that it recognises; null for none
   */
  WindowDecisions(
      String camera,
      CameraRules rules,
      CameraState s,
      FunctionControl functions,
      PlaceControl places,
      CameraOutput out) {
    this.camera = camera;
    this.rules = rules;
    this.s = s;
    this.functions = functions;
    this.out = out;
    this.places = places;
    aim();
  }

  /** Sets the controller to the band in force, which follows the margin where that is aimed at. */
  private void aim() {
    double factor = places == null ? 1 : places.bandFactor();
    parameters = rules.parameters().with(d -> d.law = d.law.times(factor));
    controller = rules.mode().controller(rules.profile(), parameters, s.controller);
  }

  /** Sends every code again, as after a restore, when nobody knows what the camera remembers. */
  void resend(long nowMs, long deviceUs) {
    s.told = true;
    List<BiasWrite> all = controller.resend();
    List<FunctionSetting> set = functions == null ? List.of() : functions.resend();
    if (!all.isEmpty() || !set.isEmpty()) {
      command(id(s.windows) + "/resend", all, set, nowMs, deviceUs);
    }
  }

  /**
   * Decides after a window.
   *
   * @param rate events a second that the controller goes by
   * @param silent whether nothing came in it
   * @param revision how often its stretch was measured before
   */
  void decide(RateWindow w, double rate, long nowMs, boolean silent, int revision) {
    BiasCodes before = s.controller.codes;
    FastLaw band = s.controller.band(parameters.law());
    List<BiasWrite> writes =
        controller.onWindow(rate, w.on(), w.off(), w.endUs(), w.undercounted());
    int side = band.side(rate);
    int rail = side < 0 ? band.codeMax() : band.codeMin();
    boolean pinned =
        side != 0
            && s.controller.codes.refractory() == rail
            && rules.profile().biases().contains(Bias.REFRACTORY);
    String id = id(s.windows++);
    List<FunctionSetting> set = functions(w, rate, side, band, id, nowMs);
    boolean commands = !writes.isEmpty() || !set.isEmpty();
    out.window(
        new CameraWindow(
            id,
            camera,
            s.sensor,
            nowMs,
            w.startUs(),
            w.endUs(),
            w.nominalUs(),
            w.on(),
            w.off(),
            rate,
            side,
            band.rateLow(),
            band.rateHigh(),
            w.undercounted(),
            s.lost,
            s.repeated,
            before,
            pinned ? side : 0,
            silent,
            revision,
            s.dropped,
            commands ? id : null));
    s.lost = 0;
    s.repeated = 0;
    s.dropped = 0;
    if (commands) {
      command(id, writes, set, nowMs, w.endUs());
    }
    if (places != null) {
      places.window();
      aim();
    }
  }

  /** What the sensor's functions are set to after a window. */
  private List<FunctionSetting> functions(
      RateWindow w, double rate, int side, FastLaw band, String id, long nowMs) {
    if (s.dropped > 0 && s.droppedBefore == 0) {
      out.finding(CameraFinding.drops(camera, id, nowMs, s.dropped, rate));
    }
    s.droppedBefore = s.dropped > 0 ? QUIET_WINDOWS : Math.max(0, s.droppedBefore - 1);
    if (functions == null) {
      return List.of();
    }
    Changes changes =
        functions.onWindow(
            new FunctionControl.Seen(rate, side > 0, band.rateHigh(), s.dropped, w.endUs()));
    changes.begun().forEach(set -> out.finding(CameraFinding.begun(camera, id, nowMs, set, rate)));
    return changes.settings();
  }

  private void command(
      String id, List<BiasWrite> writes, List<FunctionSetting> set, long nowMs, long deviceUs) {
    out.command(
        new CameraCommand(
            id,
            camera,
            s.sensor,
            nowMs,
            deviceUs,
            writes,
            set,
            s.controller.codes,
            rules.mode(),
            rules.version()));
  }

  private String id(long count) {
    return camera + '/' + s.sinceMs + '/' + count;
  }
}
