package io.flyball.core.control;

import java.util.function.Consumer;

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
 * @param burstWindows a burst of the rate that is over after at most so many windows counts for no
 *     slow step; 0 = every window counts
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
    int calibrateWindows,
    int burstWindows) {

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
    require(burstWindows >= 0, "burstWindows", burstWindows, "from 0 on");
  }

  /** The published law on a sensor: every repair off. */
  public static ControlParameters asPublished(SensorProfile p) {
    return new Draft(p).build();
  }

  /** Every repair on, but calibration: the band is the profile's. */
  public static ControlParameters repaired(SensorProfile p) {
    Draft d = new Draft(p);
    d.slowRatio = p.physics().isPresent() ? 1.15 : 1;
    d.clampSlow = true;
    d.thetaFloor = 0.08;
    d.bandwidthFloorHz = 4;
    d.settleUs = 100_000;
    d.railReset = true;
    d.undercountGuard = true;
    d.silenceActs = true;
    d.sendOnlyChanges = true;
    d.maxSlew = p.maxSlew();
    d.huntingDetect = true;
    return d.build();
  }

  /** These parameters with some changed: {@code p.with(d -> d.patience = 7)}. */
  public ControlParameters with(Consumer<Draft> change) {
    Draft d = new Draft(this);
    change.accept(d);
    return d.build();
  }

  /** Parameters in the making; the components of {@link ControlParameters} as fields. */
  @SuppressWarnings("PublicField")
  public static final class Draft {
    public FastLaw law;
    public long windowUs = 300_000;
    public int patience = 2;
    public int slowStep;
    public double slowRatio = 1;
    public boolean clampSlow;
    public double thetaFloor;
    public double bandwidthFloorHz;
    public long settleUs;
    public boolean railReset;
    public boolean undercountGuard;
    public boolean silenceActs;
    public boolean sendOnlyChanges;
    public int maxSlew;
    public boolean huntingDetect;
    public int calibrateWindows;
    public int burstWindows;

    private Draft(SensorProfile p) {
      law = p.law();
      slowStep = p.slowStep();
    }

    private Draft(ControlParameters p) {
      law = p.law;
      windowUs = p.windowUs;
      patience = p.patience;
      slowStep = p.slowStep;
      slowRatio = p.slowRatio;
      clampSlow = p.clampSlow;
      thetaFloor = p.thetaFloor;
      bandwidthFloorHz = p.bandwidthFloorHz;
      settleUs = p.settleUs;
      railReset = p.railReset;
      undercountGuard = p.undercountGuard;
      silenceActs = p.silenceActs;
      sendOnlyChanges = p.sendOnlyChanges;
      maxSlew = p.maxSlew;
      huntingDetect = p.huntingDetect;
      calibrateWindows = p.calibrateWindows;
      burstWindows = p.burstWindows;
    }

    private ControlParameters build() {
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
          calibrateWindows,
          burstWindows);
    }
  }

  private static void require(boolean holds, String name, double found, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + allowed + "; found " + found + ".");
    }
  }
}
