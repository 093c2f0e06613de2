package io.flyball.jobs.bias;

import io.flyball.core.places.PlaceReference;
import io.flyball.jobs.runtime.ControlRecord;

/** What every instance of the control is told: exactly one of control and reference is set. */
public record CameraSteering(ControlRecord control, PlaceReference reference) {
  static CameraSteering of(ControlRecord control) {
    return new CameraSteering(control, null);
  }

  static CameraSteering of(PlaceReference reference) {
    return new CameraSteering(null, reference);
  }
}
