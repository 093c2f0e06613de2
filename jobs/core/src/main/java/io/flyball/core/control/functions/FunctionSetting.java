package io.flyball.core.control.functions;

import java.util.List;
import java.util.Map;

/**
 * What a function of a sensor is set to.
 *
 * @param enabled false switches it off; it has no values then
 * @param filter which variant of it, such as BAND_STOP; empty where there is one only
 * @param values by name: rate, count and periodUs of ERC; lowHz, highHz, shortestPeriod,
 *     longestPeriod, duty16, start and stop of ANTI_FLICKER; burstUs of TRAIL
 * @param windows of REGION; pixels of MASK
 * @param why it is set
 * @param clamped whether a value is an end of what the sensor can take
 */
public record FunctionSetting(
    SensorFunction function,
    boolean enabled,
    String filter,
    Map<String, Long> values,
    List<PixelWindow> windows,
    Why why,
    boolean clamped) {

  /** Why a function is set. The names are public: they stand in commands. */
  public enum Why {
    /** The configuration or a control update says so. */
    CONFIGURED,
    /** The stream shows that it is needed. */
    NEEDED,
    /** It was not needed for long enough, or the controller looks whether it still is. */
    RELEASED,
    /** All functions that were set are set again, after a restore or on demand. */
    RESEND
  }

  static FunctionSetting off(SensorFunction function, Why why) {
    return new FunctionSetting(function, false, "", Map.of(), List.of(), why, false);
  }

  /** Whether a sensor does the same under both. */
  boolean sameAs(FunctionSetting other) {
    return with(Why.RESEND).equals(other.with(Why.RESEND));
  }

  FunctionSetting with(Why reason) {
    return new FunctionSetting(function, enabled, filter, values, windows, reason, clamped);
  }
}
