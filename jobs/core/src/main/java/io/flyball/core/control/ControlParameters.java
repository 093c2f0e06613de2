package io.flyball.core.control;

/**
 * How a controller is set. Each repair of the published law is one component with its own switch;
 * {@link #asPublished} has them all off, {@link #repaired} all on.
 *
 * @param law band and refractory range
 * @param windowUs length of a window
 * @param patience windows at a rail before a slow step
 * @param slowStep codes of one slow step
 * @param slowRatio when above 1, a slow step multiplies instead: bandwidth by this ratio, both
 *     thresholds by its inverse, so that ON and OFF keep their balance; needs known physics
 * @param clampSlow keep slow codes inside the profile's limits and stop counting there (no wind-up)
 * @param thetaFloor with clampSlow and known physics, the least ON threshold
 * @param bandwidthFloorHz likewise, the least bandwidth
 * @param settleUs windows that begin earlier than this after a slow step are not acted on
 * @param railReset a window at one rail resets the counter of the other
 * @param undercountGuard an undercounted window may close, never open
 * @param silenceActs a window without any event is rate 0; otherwise it is ignored
 * @param sendOnlyChanges do not send a code that is in force already
 * @param maxSlew most codes the refractory moves in one window; 0 = any
 * @param huntingDetect after two swings across or through the band, hold inside it and step outside
 *     it, halving the step at each further swing
 * @param calibrateWindows windows to measure first; the band is then their mean rate / √5 … · √5
 */
public record ControlParameters(
    FastLaw law,
    long windowUs,
    int patience,
    int slowStep,
    double slowRatio,
    boolean clampSlow,
    double thetaFloor,
    double bandwidthFloorHz,
    long settleUs,
    boolean railReset,
    boolean undercountGuard,
    boolean silenceActs,
    boolean sendOnlyChanges,
    int maxSlew,
    boolean huntingDetect,
    int calibrateWindows) {

  public ControlParameters {
    require(windowUs > 0, "windowUs", (double) windowUs, "above 0");
    require(patience > 0, "patience", patience, "above 0");
    require(slowStep > 0, "slowStep", slowStep, "above 0");
    require(slowRatio >= 1 && slowRatio <= 10, "slowRatio", slowRatio, "1 to 10");
    require(thetaFloor >= 0, "thetaFloor", thetaFloor, "from 0 on");
    require(bandwidthFloorHz >= 0, "bandwidthFloorHz", bandwidthFloorHz, "from 0 on");
    require(settleUs >= 0, "settleUs", (double) settleUs, "from 0 on");
    require(maxSlew >= 0, "maxSlew", maxSlew, "from 0 on");
    require(calibrateWindows >= 0, "calibrateWindows", calibrateWindows, "from 0 on");
  }

  /** The published law on a sensor: every repair off. */
  public static ControlParameters asPublished(SensorProfile p) {
    return new ControlParameters(
        p.law(),
        300_000,
        2,
        p.slowStep(),
        1,
        false,
        0,
        0,
        0,
        false,
        false,
        false,
        false,
        0,
        false,
        0);
  }

  /** Every repair on, but calibration: the band is the profile's. */
  public static ControlParameters repaired(SensorProfile p) {
    return new ControlParameters(
        p.law(),
        300_000,
        2,
        p.slowStep(),
        p.physics().isPresent() ? 1.15 : 1,
        true,
        0.08,
        4,
        100_000,
        true,
        true,
        true,
        true,
        p.maxSlew(),
        true,
        0);
  }

  public ControlParameters withLaw(FastLaw other) {
    return new ControlParameters(
        other,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withPatience(int other) {
    return new ControlParameters(
        law,
        windowUs,
        other,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withSlowRatio(double other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        other,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withSettleUs(long other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        other,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withRailReset(boolean other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        other,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withUndercountGuard(boolean other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        other,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withSilenceActs(boolean other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        other,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withMaxSlew(int other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        other,
        huntingDetect,
        calibrateWindows);
  }

  public ControlParameters withHuntingDetect(boolean other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        other,
        calibrateWindows);
  }

  public ControlParameters withCalibrateWindows(int other) {
    return new ControlParameters(
        law,
        windowUs,
        patience,
        slowStep,
        slowRatio,
        clampSlow,
        thetaFloor,
        bandwidthFloorHz,
        settleUs,
        railReset,
        undercountGuard,
        silenceActs,
        sendOnlyChanges,
        maxSlew,
        huntingDetect,
        other);
  }

  private static void require(boolean holds, String name, double found, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + allowed + "; found " + found + ".");
    }
  }
}
