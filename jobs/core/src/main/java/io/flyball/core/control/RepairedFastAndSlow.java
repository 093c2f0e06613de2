package io.flyball.core.control;

import java.util.ArrayList;
import java.util.List;

/**
 * The fast-and-slow law with its repairs, each switched by its own component of {@link
 * ControlParameters}; with all of them off it decides as the published law does.
 *
 * <pre>
 *   window → settling? ignore → calibrating? measure → law → undercount guard → careful or slewed
 *          → write refractory → in a burst? stop → pinned for `patience` windows? → slow step → settle
 * </pre>
 *
 * Sources of the repairs: the settling time of jAER's DVSBiasController; authority and hunting
 * states of EventLAB's eventcv.
 */
final class RepairedFastAndSlow implements BiasController {
  private static final double CALIBRATION_FLOOR = 1000;

  private final ControlParameters p;
  private final SlowStep slowStep;
  private final ControllerState s;

  RepairedFastAndSlow(ControlParameters p, SensorProfile profile, ControllerState state) {
    this.p = p;
    this.slowStep = new SlowStep(p, profile);
    this.s = state;
  }

  @Override
  public ControllerState state() {
    return s;
  }

  @Override
  public List<BiasWrite> onWindow(double rate, long on, long off, long endUs, boolean undercount) {
    BiasController.check(rate);
    boolean settling = p.settleUs() > 0 && endUs - p.windowUs() < s.ignoreUntilUs;
    if (settling || (rate == 0 && !p.silenceActs()) || calibrating(rate)) {
      return List.of();
    }
    FastLaw law = s.band(p.law());
    boolean guarded = undercount && p.undercountGuard();
    hunting(law.side(rate), law);
    int target = law.code(rate);
    int v = guarded ? Math.min(target, s.codes.refractory()) : target;
    v = s.careful ? carefulCode(law, rate, guarded) : slewed(v);
    List<BiasWrite> writes = new ArrayList<>();
    if (v != s.codes.refractory() || !s.sent || !p.sendOnlyChanges()) {
      s.codes = s.codes.with(Bias.REFRACTORY, v);
      s.sent = true;
      writes.add(new BiasWrite(Bias.REFRACTORY, v, BiasWrite.Why.FAST));
    }
    int direction = burst(rate, endUs) ? 0 : pinned(law, target, guarded);
    if (direction != 0) {
      slow(direction, endUs, writes);
    }
    return writes;
  }

  private boolean burst(double rate, long endUs) {
    if (p.burstWindows() == 0) {
      return false;
    }
    RateBursts bursts = RateBursts.of(s.bursts);
    boolean inside = bursts.update(rate, endUs, p.burstWindows());
    s.bursts = bursts.toBytes();
    return inside;
  }

  private boolean calibrating(double rate) {
    if (s.calibrated >= p.calibrateWindows()) {
      return false;
    }
    s.calibrated++;
    s.calibrationSum += rate;
    double mean = s.calibrationSum / s.calibrated;
    if (s.calibrated == p.calibrateWindows() && mean >= CALIBRATION_FLOOR) {
      s.bandLow = mean / Math.sqrt(5);
      s.bandHigh = mean * Math.sqrt(5);
    }
    return true;
  }

  private void hunting(int side, FastLaw law) {
    if (!p.huntingDetect()) {
      return;
    }
    if (side == 0) {
      // One window inside the band may be a swing through it: only a second one clears the
      // evidence.
      s.inBandRun++;
      if (s.inBandRun >= 2) {
        s.reversals = 0;
        s.lastSide = 0;
      }
      return;
    }
    boolean turned = s.lastSide == -side || (s.lastSide == side && s.inBandRun == 1);
    s.inBandRun = 0;
    s.lastSide = side;
    int widest = p.maxSlew() > 0 ? p.maxSlew() : (law.codeMax() - law.codeMin()) / 4;
    if (s.careful) {
      s.carefulStep = turned ? Math.max(1, s.carefulStep / 2) : Math.min(widest, s.carefulStep * 2);
    } else if (turned && ++s.reversals >= 2) {
      s.careful = true;
      s.carefulStep = Math.max(1, widest / 2);
    }
  }

  private int carefulCode(FastLaw law, double rate, boolean guarded) {
    int side = law.side(rate);
    if (side == 0 || (side < 0 && guarded)) {
      return s.codes.refractory();
    }
    int moved = s.codes.refractory() - side * s.carefulStep;
    return Math.max(law.codeMin(), Math.min(law.codeMax(), moved));
  }

  private int slewed(int v) {
    int now = s.codes.refractory();
    return p.maxSlew() == 0 ? v : Math.max(now - p.maxSlew(), Math.min(now + p.maxSlew(), v));
  }

  /** Counts windows whose actuator is at the rail the rate asks for; returns the slow direction. */
  private int pinned(FastLaw law, int target, boolean guarded) {
    int patience = s.careful ? 2 * p.patience() : p.patience();
    boolean open = target == law.codeMax();
    boolean closed = target == law.codeMin();
    int v = s.codes.refractory();
    if (open && !guarded && v == law.codeMax() && canMove(1)) {
      s.down = p.railReset() ? 0 : s.down;
      if (++s.up >= patience) {
        s.up = 0;
        return 1;
      }
    } else if (closed && v == law.codeMin() && canMove(-1)) {
      s.up = p.railReset() ? 0 : s.up;
      if (++s.down >= patience) {
        s.down = 0;
        return -1;
      }
    } else if (!open && !closed) {
      s.up = 0;
      s.down = 0;
    }
    return 0;
  }

  private boolean canMove(int direction) {
    return !p.clampSlow() || !slowStep.from(s.codes, direction).equals(s.codes);
  }

  private void slow(int direction, long endUs, List<BiasWrite> writes) {
    BiasCodes before = s.codes;
    s.codes = slowStep.from(before, direction);
    s.slowSteps += direction;
    s.ignoreUntilUs = endUs + p.settleUs();
    BiasWrite.Why why = direction > 0 ? BiasWrite.Why.SLOW_UP : BiasWrite.Why.SLOW_DOWN;
    for (Bias b : Bias.values()) {
      if (b != Bias.REFRACTORY && before.get(b) != s.codes.get(b)) {
        writes.add(new BiasWrite(b, s.codes.get(b), why));
      }
    }
  }
}
