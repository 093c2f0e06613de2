package io.flyball.jobs.loop;

import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.ArrayList;
import java.util.List;

/** What may be steered of the loop job. */
public final class LoopSteering implements JobSteering {
  private final List<SteerableKey> keys;

  public LoopSteering(LoopConfig config) {
    List<SteerableKey> all = new ArrayList<>();
    all.add(
        SteerableKey.of(
            "silence",
            "list of text",
            "kinds of alerts, or KIND@SCOPE, separated by commas; * for all",
            "Alerts that are not shown."));
    all.add(
        SteerableKey.of(
            "silence-until",
            "time",
            "a time like 2026-01-31T12:00:00Z",
            "When silenced alerts are shown again, in event time; empty for never."));
    all.add(
        new SteerableKey(
            "governor.on",
            "boolean",
            "true",
            "true",
            "",
            "true or false",
            "false stops the governor where it is.",
            false));
    all.addAll(
        SteerableKey.of(config, path -> path.equals("governor.target") ? "governor.target" : null));
    keys = List.copyOf(all);
  }

  @Override
  public String job() {
    return LoopTopology.JOB;
  }

  @Override
  public boolean divided() {
    return false;
  }

  @Override
  public boolean layered() {
    return false;
  }

  @Override
  public List<SteerableKey> keys() {
    return keys;
  }

  @Override
  public String fault(ControlUpdate update) {
    return LoopControl.fault(update);
  }
}
