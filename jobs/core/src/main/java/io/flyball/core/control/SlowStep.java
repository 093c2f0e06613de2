package io.flyball.core.control;

import java.util.Map;

/** Moves bandwidth and thresholds by one step up (more events) or down, inside what is allowed. */
final class SlowStep {
  private final ControlParameters p;
  private final Map<Bias, SensorProfile.Limits> limits;
  private final BiasPhysics physics;

  SlowStep(ControlParameters p, SensorProfile profile) {
    this.p = p;
    this.limits = profile.limits();
    this.physics = profile.physics().orElse(null);
    if (p.slowRatio() > 1 && physics == null) {
      throw new IllegalArgumentException(
          "slowRatio needs known physics, which the profile " + profile.name() + " lacks.");
    }
  }

  /**
   * The codes after one step.
   *
   * @param direction 1 up, −1 down
   */
  BiasCodes from(BiasCodes c, int direction) {
    return p.slowRatio() > 1 ? byRatio(c, direction) : byCodes(c, direction);
  }

  private BiasCodes byCodes(BiasCodes c, int direction) {
    int d = direction * p.slowStep();
    BiasCodes next = c;
    next = move(next, Bias.PHOTORECEPTOR, c.photoreceptor() + d);
    next = move(next, Bias.FOLLOWER, c.follower() + d);
    next = move(next, Bias.ON, c.on() - d);
    return move(next, Bias.OFF, c.off() + d);
  }

  private BiasCodes byRatio(BiasCodes c, int direction) {
    double r = Math.pow(p.slowRatio(), direction);
    BiasCodes next = move(c, Bias.PHOTORECEPTOR, scaled(c.photoreceptor(), r));
    next = move(next, Bias.FOLLOWER, scaled(c.follower(), r));
    BiasPhysics.Physical now = physics.of(c);
    int on = (int) Math.round(physics.onCode(now.thetaOn() / r));
    int off = (int) Math.round(physics.offCode(now.thetaOff() / r));
    BiasCodes both = move(move(next, Bias.ON, on), Bias.OFF, off);
    // One threshold alone would upset the balance: either both get there or none.
    return both.on() == on && both.off() == off ? both : next;
  }

  /** Rounds away from the code, so that a small code still moves. */
  private static int scaled(int code, double ratio) {
    return (int) (ratio > 1 ? Math.ceil(code * ratio) : Math.floor(code * ratio));
  }

  private BiasCodes move(BiasCodes c, Bias bias, int code) {
    if (!p.clampSlow()) {
      return c.with(bias, code);
    }
    BiasCodes next = c.with(bias, limits.get(bias).clamp(code));
    if (physics != null) {
      BiasPhysics.Physical before = physics.of(c);
      BiasPhysics.Physical after = physics.of(next);
      boolean tooSensitive =
          !(after.thetaOn() >= p.thetaFloor()) && !(after.thetaOn() >= before.thetaOn());
      boolean tooSlow =
          after.bandwidthHz() < p.bandwidthFloorHz() && after.bandwidthHz() < before.bandwidthHz();
      if (tooSensitive || tooSlow) {
        return c;
      }
    }
    return next;
  }
}
