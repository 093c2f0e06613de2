package io.flyball.core.control.functions;

import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.HotPixels;
import java.util.List;

/**
 * How the functions of one sensor are used. What the sensor lacks is not used, whatever is set.
 *
 * @param sensor its name, for messages
 * @param geometry of the sensor; what is looked at by pixel follows its packets
 * @param ercRate events/s that the rate controller lets through; 0 for the band's upper end
 * @param flickerLow lower end of the band of the anti-flicker filter, Hz, where it is always on
 * @param flickerHigh its upper end
 * @param trailBurstUs events of one pixel and polarity this close are a burst, µs
 * @param trailShare trails are filtered when a larger share of events trails, 0 … 1
 * @param regions fixed ones; empty to find one in the stream
 * @param regionShare a region is left out when it has at least this share of the events, 0 … 1
 * @param mask whether hot pixels are looked for
 * @param patience windows in a row before something is switched
 * @param holdUs how long something is on before it is switched off to look again, µs
 */
public record FunctionRules(
    String sensor,
    SensorFunctions has,
    Geometry geometry,
    Use erc,
    double ercRate,
    Use antiFlicker,
    FlickerFilter flickerFilter,
    int flickerLow,
    int flickerHigh,
    Use trail,
    TrailFilter trailFilter,
    long trailBurstUs,
    double trailShare,
    RegionUse region,
    List<PixelWindow> regions,
    double regionShare,
    boolean mask,
    int patience,
    long holdUs) {

  /** No function is used. */
  public static final FunctionRules NONE =
      new FunctionRules(
          "",
          new SensorFunctions(0, 0, false, List.of(), 0, false, 0, false),
          Geometry.UNKNOWN,
          Use.OFF,
          0,
          Use.OFF,
          FlickerFilter.BAND_STOP,
          0,
          0,
          Use.OFF,
          TrailFilter.TRAIL,
          10_000,
          0.5,
          RegionUse.OFF,
          List.of(),
          0.5,
          false,
          3,
          60_000_000);

  public FunctionRules {
    if (usesErc(erc, has) && ercRate > 0 && ercCount(ercRate, has.ercPeriodUs()) < 1) {
      throw new IllegalArgumentException(
          "functions.erc-rate is "
              + ercRate
              + ", less than one event in the "
              + has.ercPeriodUs()
              + " us of a "
              + sensor
              + ".");
    }
    if (trail != Use.OFF && !has.trail().isEmpty() && !has.trail().contains(trailFilter)) {
      throw new IllegalArgumentException(
          "functions.trail-filter is "
              + trailFilter
              + ", and a "
              + sensor
              + " has "
              + has.trail()
              + ".");
    }
    boolean regional = region != RegionUse.OFF && has.windows() > 0;
    if (regional && region == RegionUse.RONI && !has.ignores()) {
      throw new IllegalArgumentException(
          "functions.region is RONI, and a " + sensor + " takes regions of interest only.");
    }
    if (regional && regions.size() > has.windows()) {
      throw new IllegalArgumentException(
          "functions.region-windows has "
              + regions.size()
              + " windows, and a "
              + sensor
              + " takes "
              + has.windows()
              + ".");
    }
    for (PixelWindow window : regions) {
      if (regional && !window.within(geometry)) {
        throw new IllegalArgumentException(
            "functions.region-windows has " + window + ", outside of " + geometry + ".");
      }
    }
    if (regional && mask && has.exclusive()) {
      throw new IllegalArgumentException(
          "functions.mask and functions.region exclude each other on a " + sensor + ".");
    }
  }

  /** Events let through in a reference period. */
  static long ercCount(double rate, long periodUs) {
    return (long) Math.floor(rate * periodUs / 1e6);
  }

  private static boolean usesErc(Use use, SensorFunctions has) {
    return use != Use.OFF && has.ercPeriodUs() > 0;
  }

  boolean usesErc() {
    return usesErc(erc, has);
  }

  boolean findsFlicker() {
    return antiFlicker == Use.AUTO && has.antiFlicker();
  }

  boolean findsTrails() {
    return trail == Use.AUTO && !has.trail().isEmpty();
  }

  boolean usesRegion() {
    return region != RegionUse.OFF && has.windows() > 0;
  }

  boolean findsRegion() {
    return usesRegion() && regions.isEmpty();
  }

  /** Whether events must be looked at one by one. */
  boolean looks() {
    return findsFlicker() || findsTrails() || findsRegion() || mask;
  }

  /** Whether any function is used. */
  public boolean any() {
    return usesErc()
        || (antiFlicker != Use.OFF && has.antiFlicker())
        || (trail != Use.OFF && !has.trail().isEmpty())
        || usesRegion()
        || mask;
  }

  /** Whether pixels of an array of this size can be told apart. */
  static boolean fits(Geometry geometry) {
    return geometry.pixels() <= HotPixels.MOST;
  }
}
