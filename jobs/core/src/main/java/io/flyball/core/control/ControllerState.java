package io.flyball.core.control;

/**
 * What any bias controller remembers about its camera; each mode uses its own part. A plain mutable
 * bean, so that it can be keyed state of a stream job; {@link #copy()} before sharing.
 */
@SuppressWarnings("PublicField")
public final class ControllerState {
  /** The codes in force. */
  public BiasCodes codes;

  /** Consecutive windows with too few events at the open rail. */
  public int up;

  /** Consecutive windows with too many events at the closed rail. */
  public int down;

  /** Windows that end before this device time are not acted on. */
  public long ignoreUntilUs = Long.MIN_VALUE;

  /** Side of the band the last out-of-band window lay on: −1 below, 1 above, 0 none. */
  public int lastSide;

  /** Windows inside the band since the last one outside. */
  public int inBandRun;

  /** Changes of side since the last window inside the band. */
  public int reversals;

  /** Sum of the rates since the last window inside the band, and their number. */
  public double huntRateSum;

  public int huntWindows;

  /** Whether hunting was seen: the code then holds inside the band and steps outside it. */
  public boolean careful;

  /** Size of the next careful step, in codes. */
  public int carefulStep;

  /** Windows measured before the band is set, the sum of their rates, and the band. */
  public int calibrated;

  public double calibrationSum;
  public double bandLow;
  public double bandHigh;

  /** Tweak of a fixed-step controller in [−1, 1]. */
  public double tweak;

  /** Its rate state: −1 low, 0 medium, 1 high, 2 not yet known. */
  public int level = 2;

  /** Device time of the last write of a fixed-step controller. */
  public long lastActionUs = Long.MIN_VALUE;

  /** Whether anything was sent yet. */
  public boolean sent;

  /** Net slow steps from the start: up counts 1, down −1. */
  public int slowSteps;

  /**
   * The {@link RateBursts} of a controller that tells bursts apart; null before the first window.
   */
  public byte[] bursts;

  public ControllerState() {}

  public ControllerState(BiasCodes codes) {
    this.codes = codes;
  }

  /** The band in force: the one that was measured, else the configured one. */
  public FastLaw band(FastLaw configured) {
    return bandHigh > 0
        ? new FastLaw(bandLow, bandHigh, configured.codeMin(), configured.codeMax())
        : configured;
  }

  /** Forgets device times, which mean nothing once the device clock has begun anew. */
  public void clockRestarted() {
    ignoreUntilUs = Long.MIN_VALUE;
    lastActionUs = Long.MIN_VALUE;
  }

  /** An independent copy. */
  public ControllerState copy() {
    ControllerState c = new ControllerState(codes);
    c.up = up;
    c.down = down;
    c.ignoreUntilUs = ignoreUntilUs;
    c.lastSide = lastSide;
    c.reversals = reversals;
    c.inBandRun = inBandRun;
    c.huntRateSum = huntRateSum;
    c.huntWindows = huntWindows;
    c.careful = careful;
    c.carefulStep = carefulStep;
    c.calibrated = calibrated;
    c.calibrationSum = calibrationSum;
    c.bandLow = bandLow;
    c.bandHigh = bandHigh;
    c.tweak = tweak;
    c.level = level;
    c.lastActionUs = lastActionUs;
    c.sent = sent;
    c.slowSteps = slowSteps;
    c.bursts = bursts == null ? null : bursts.clone();
    return c;
  }
}
