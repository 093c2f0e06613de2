package io.flyball.core.control;

/**
 * How one camera is measured and controlled.
 *
 * @param mode who decides
 * @param referenceWindows cut windows as the published controller does instead of on a fixed grid
 * @param silentAfterMs how long after its end an empty window is closed without a packet
 * @param version of the control update in force; 0 for the configuration
 */
public record CameraRules(
    SensorProfile profile,
    ControlMode mode,
    ControlParameters parameters,
    boolean referenceWindows,
    long silentAfterMs,
    long version) {}
