package io.flyball.core.control;

import java.util.ArrayList;
import java.util.List;

/**
 * The fast-and-slow law exactly as published: the fast actuator follows the rate in every window,
 * and after {@code patience} windows at one of its rails the photoreceptor, follower and both
 * thresholds move by a fixed step.
 *
 * <p>Source: Nair, Milford, Fischer, IROS 2024, with the released controller for what the text
 * leaves open: touching one rail does not reset the counter of the other; slow codes have no limits
 * here (the chip clips them there, {@link ClampedController} here); the refractory code is sent in
 * every window, also unchanged; undercounted windows count like others. Either part can be switched
 * off for comparison.
 */
final class FastAndSlow implements BiasController {
  private final FastLaw law;
  private final int patience;
  private final int step;
  private final boolean fast;
  private final boolean slow;
  private final boolean silenceActs;
  private final ControllerState s;

  FastAndSlow(ControlParameters p, boolean fast, boolean slow, ControllerState state) {
    this.law = p.law();
    this.patience = p.patience();
    this.step = p.slowStep();
    this.fast = fast;
    this.slow = slow;
    this.silenceActs = p.silenceActs();
    this.s = state;
  }

  @Override
  public ControllerState state() {
    return s;
  }

  @Override
  public List<BiasWrite> onWindow(double rate, long on, long off, long endUs, boolean undercount) {
    BiasController.check(rate);
    if (rate == 0 && !silenceActs) {
      return List.of();
    }
    int v = law.code(rate);
    int direction = 0;
    if (v == law.codeMax()) {
      s.up++;
      if (s.up >= patience) {
        s.up = 0;
        direction = 1;
      }
    } else if (v == law.codeMin()) {
      s.down++;
      if (s.down >= patience) {
        s.down = 0;
        direction = -1;
      }
    } else {
      s.up = 0;
      s.down = 0;
    }
    List<BiasWrite> writes = new ArrayList<>();
    if (fast) {
      s.codes = s.codes.with(Bias.REFRACTORY, v);
      writes.add(new BiasWrite(Bias.REFRACTORY, v, BiasWrite.Why.FAST));
    }
    if (slow && direction != 0) {
      slowStep(direction, writes);
    }
    return writes;
  }

  private void slowStep(int direction, List<BiasWrite> writes) {
    int d = direction * step;
    BiasCodes c = s.codes;
    s.codes =
        new BiasCodes(
            c.refractory(), c.photoreceptor() + d, c.follower() + d, c.on() - d, c.off() + d);
    s.slowSteps += direction;
    BiasWrite.Why why = direction > 0 ? BiasWrite.Why.SLOW_UP : BiasWrite.Why.SLOW_DOWN;
    for (Bias b : Bias.values()) {
      if (b != Bias.REFRACTORY) {
        writes.add(new BiasWrite(b, s.codes.get(b), why));
      }
    }
  }
}
