package io.flyball.verify;

import io.flyball.local.Ports;
import io.flyball.verify.Fault.Target;
import io.flyball.verify.JobFaultTest.Load;
import java.util.EnumMap;
import java.util.Map;

/**
 * The load comes by HTTP, in bodies that are sent again under the same ids until each of their
 * records is acknowledged, while gateway, broker and workers are killed: no record is lost, and
 * none counts twice.
 */
record Door() implements Scenario {
  /** Kills of the gateway where none are asked for. */
  private static final int GATEWAY_KILLS = 3;

  @Override
  public String name() {
    return "door";
  }

  @Override
  public VerifyOptions options(VerifyOptions wanted) {
    Map<Target, Integer> kills = new EnumMap<>(Target.class);
    kills.putAll(wanted.kills());
    kills.putIfAbsent(Target.GATEWAY, GATEWAY_KILLS);
    return new VerifyOptions(
        wanted.records(),
        kills,
        wanted.seed(),
        wanted.backend(),
        wanted.guarantee(),
        wanted.scenario());
  }

  /** The jobs whose inputs are other people's records, which they may send twice. */
  @Override
  public boolean suits(JobFaultTest job) {
    return job.inputs().keySet().stream().allMatch(HttpFeeder::takes);
  }

  @Override
  public boolean hasGateway() {
    return true;
  }

  @Override
  public Feeder feeder(Load load, Site site) {
    return new HttpFeeder(load, site.startGateway(Ports.lasting()));
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Submission running = new Kills().run(stage, story);
    boolean calm = stage.options().kills().values().stream().allMatch(times -> times == 0);
    long again = ((HttpFeeder) stage.feeder()).sentAgain();
    story.happened("bodies were sent again", again > 0 || calm);
    return running;
  }
}
