package io.flyball.core.control;

import io.flyball.core.control.functions.FunctionRules;
import io.flyball.core.control.places.PlaceRules;

/**
 * How one camera is measured and controlled.
 *
 * @param mode who decides
 * @param functions how the functions of its sensor are used
 * @param places how it recognises places; null for not at all
 * @param referenceWindows cut windows as the published controller does instead of on a fixed grid
 * @param silentAfterMs how long after its end an empty window is closed without a packet
 * @param version of the control update in force; 0 for the configuration
 */
public record CameraRules(
    SensorProfile profile,
    ControlMode mode,
    ControlParameters parameters,
    FunctionRules functions,
    PlaceRules places,
    boolean referenceWindows,
    long silentAfterMs,
    long version) {

  /** Rules without places. */
  public CameraRules(
      SensorProfile profile,
      ControlMode mode,
      ControlParameters parameters,
      FunctionRules functions,
      boolean referenceWindows,
      long silentAfterMs,
      long version) {
    this(profile, mode, parameters, functions, null, referenceWindows, silentAfterMs, version);
  }
}
