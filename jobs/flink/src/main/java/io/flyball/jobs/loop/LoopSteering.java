package io.flyball.jobs.loop;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.ArrayList;
import java.util.List;

/** What may be steered of the loop job. */
public final class LoopSteering {
  private LoopSteering() {}

  /** Of a configuration. */
  public static JobSteering of(LoopConfig config) {
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
    return new JobSteering(LoopTopology.JOB, Scope.JOB, all, LoopControl::fault);
  }
}
