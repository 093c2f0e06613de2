package io.flyball.core.drift;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A change detector: numbers in, alarms out, deterministic in the order of the numbers.
 *
 * <p>A value outside the detector's domain (NaN, an infinity, for some detectors anything but 0 and
 * 1) is refused with an {@link IllegalArgumentException} and leaves the detector as it was.
 */
public interface Detector {

  /** Takes the next value; returns the alarm it raised, if it raised one. */
  Optional<Alarm> update(double x);

  /** Writes parameters and state; {@link DetectorFormat} adds the type and the version. */
  void write(DataOutput out) throws IOException;
}
