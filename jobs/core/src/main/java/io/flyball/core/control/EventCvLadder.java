package io.flyball.core.control;

import java.util.ArrayList;
import java.util.List;

/**
 * A controller after EventLAB's eventcv: the refractory is walked towards the law's code by at most
 * a fixed number of rungs a window; pinned at an end it is starved or flooded and the slow biases
 * step. When the rate keeps changing sides it is hunting: patience doubles and the slow direction
 * comes from the mean rate since the band was last met. An undercounted window may close, never
 * open.
 */
final class EventCvLadder implements BiasController {
  private static final int HUNTING = 2;

  /** Its slew on a DAVIS346, 16 of 283 rungs, for profiles that name none. */
  private static final int RUNGS = 16;

  private static final int LADDER = 283;

  private final FastLaw law;
  private final ControlParameters p;
  private final int slew;
  private final SlowStep slowStep;
  private final ControllerState s;

  EventCvLadder(ControlParameters p, SensorProfile profile, ControllerState state) {
    this.law = p.law();
    this.p = p;
    int range = law.codeMax() - law.codeMin();
    this.slew = profile.maxSlew() > 0 ? profile.maxSlew() : Math.max(1, range * RUNGS / LADDER);
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
    int side = law.side(rate);
    evidence(side, rate);
    int now = s.codes.refractory();
    int target = undercount ? Math.min(law.code(rate), now) : law.code(rate);
    int v = Math.max(now - slew, Math.min(now + slew, target));
    List<BiasWrite> writes = new ArrayList<>();
    if (v != now) {
      s.codes = s.codes.with(Bias.REFRACTORY, v);
      writes.add(new BiasWrite(Bias.REFRACTORY, v, BiasWrite.Why.FAST));
    }
    boolean hunting = s.reversals >= HUNTING;
    boolean starved = side < 0 && v == law.codeMax() && !undercount;
    boolean flooded = side > 0 && v == law.codeMin();
    if (starved || flooded || hunting) {
      s.up++;
      if (s.up >= (hunting ? 2 * p.patience() : p.patience())) {
        s.up = 0;
        int direction = hunting ? -law.side(s.huntRateSum / s.huntWindows) : -side;
        slow(undercount ? Math.min(0, direction) : direction, writes);
      }
    } else {
      s.up = 0;
    }
    return writes;
  }

  private void evidence(int side, double rate) {
    if (side == 0) {
      s.reversals = 0;
      s.lastSide = 0;
      s.huntRateSum = 0;
      s.huntWindows = 0;
      return;
    }
    s.huntRateSum += rate;
    s.huntWindows++;
    s.reversals += s.lastSide == -side ? 1 : 0;
    s.lastSide = side;
  }

  private void slow(int direction, List<BiasWrite> writes) {
    if (direction == 0) {
      return;
    }
    BiasCodes before = s.codes;
    s.codes = slowStep.from(before, direction);
    s.slowSteps += s.codes.equals(before) ? 0 : direction;
    BiasWrite.Why why = direction > 0 ? BiasWrite.Why.SLOW_UP : BiasWrite.Why.SLOW_DOWN;
    for (Bias b : Bias.values()) {
      if (before.get(b) != s.codes.get(b)) {
        writes.add(new BiasWrite(b, s.codes.get(b), why));
      }
    }
  }
}
