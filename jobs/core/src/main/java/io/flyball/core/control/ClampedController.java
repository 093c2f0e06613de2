package io.flyball.core.control;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The last stage before the actuators: puts every code that a controller decides inside the range
 * its bias may take, and drops writes of biases that the sensor does not have.
 *
 * <p>The codes that the controller goes on from are the clamped ones, so that no code winds up
 * outside its range. A code in force that lies outside the range, because the limits have changed
 * or the camera reported it, is written with the reason {@link BiasWrite.Why#LIMIT}.
 */
final class ClampedController implements BiasController {
  private final BiasController controller;
  private final SensorProfile profile;

  ClampedController(BiasController controller, SensorProfile profile) {
    this.controller = controller;
    this.profile = profile;
  }

  @Override
  public ControllerState state() {
    return controller.state();
  }

  @Override
  public double admitted(double rate) {
    return controller.admitted(rate);
  }

  @Override
  public List<BiasWrite> onWindow(double rate, long on, long off, long endUs, boolean undercount) {
    BiasCodes inForce = state().codes;
    List<BiasWrite> decided = controller.onWindow(rate, on, off, endUs, undercount);
    state().codes = profile.clamp(state().codes);
    List<BiasWrite> writes = new ArrayList<>(decided.size());
    Set<Bias> unchanged = EnumSet.noneOf(Bias.class);
    unchanged.addAll(profile.biases());
    for (BiasWrite write : decided) {
      if (unchanged.remove(write.bias())) {
        writes.add(inForce(write.bias(), write.why()));
      }
    }
    for (Bias bias : unchanged) {
      if (state().codes.get(bias) != inForce.get(bias)) {
        writes.add(inForce(bias, BiasWrite.Why.LIMIT));
      }
    }
    return writes;
  }

  @Override
  public List<BiasWrite> resend() {
    state().codes = profile.clamp(state().codes);
    return profile.biases().stream().map(b -> inForce(b, BiasWrite.Why.RESEND)).toList();
  }

  private BiasWrite inForce(Bias bias, BiasWrite.Why why) {
    int code = state().codes.get(bias);
    return new BiasWrite(bias, code, why, profile.limits().get(bias).atEnd(code));
  }
}
