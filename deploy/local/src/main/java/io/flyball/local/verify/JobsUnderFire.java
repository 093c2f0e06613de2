package io.flyball.local.verify;

import java.util.List;

/** Every job that can be put under fire. */
public final class JobsUnderFire {
  private static final List<JobUnderFire> ALL =
      List.of(
          new FeedbackUnderFire(),
          new RewardUnderFire(),
          new BanditUnderFire(),
          new BiasUnderFire(),
          new LoopUnderFire());

  private JobsUnderFire() {}

  public static List<JobUnderFire> all() {
    return ALL;
  }
}
