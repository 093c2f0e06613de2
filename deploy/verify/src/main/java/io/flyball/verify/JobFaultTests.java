package io.flyball.verify;

import java.util.List;

/** Every job that can be put under fire. */
public final class JobFaultTests {
  private static final List<JobFaultTest> ALL =
      List.of(
          new FeedbackFaultTest(),
          new RewardFaultTest(),
          new BanditFaultTest(),
          new BiasFaultTest(),
          new LoopFaultTest(),
          new ModesFaultTest(),
          new GateFaultTest(),
          new DataloopFaultTest());

  private JobFaultTests() {}

  public static List<JobFaultTest> all() {
    return ALL;
  }
}
