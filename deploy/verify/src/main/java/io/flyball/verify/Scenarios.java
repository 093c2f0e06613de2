package io.flyball.verify;

import java.util.List;

/** Every scenario, the usual one first. */
public final class Scenarios {
  private static final List<Scenario> ALL =
      List.of(
          new Kills(),
          new Rescaling(),
          new Upgrade(),
          new LingeringTransaction(),
          new FullDisk(),
          new SlowSink(),
          new SlowDisk(),
          new TwoWriters(),
          new Door(),
          new BadRecords(BadRecords.Kind.POISON),
          new BadRecords(BadRecords.Kind.CLOCK_SKEW));

  private Scenarios() {}

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Scenario::name).toList();
  }

  /** Whether a scenario makes sense for a job. */
  public static boolean suits(String scenario, JobFaultTest job) {
    return of(scenario).suits(job);
  }

  /** Whether there is a gateway that can be killed. */
  public static boolean haveGateway(String scenario) {
    return of(scenario).hasGateway();
  }

  static Scenario of(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
