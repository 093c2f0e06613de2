package io.flyball.jobs.bandit;

import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.JobSteering.Scope;
import io.flyball.jobs.runtime.SteerableKey;
import java.util.ArrayList;
import java.util.List;

/** What may be steered of the bandit job, and of one policy of it. */
public final class BanditSteering {
  private BanditSteering() {}

  /** Of a configuration. */
  public static JobSteering of(BanditConfig config) {
    String[] configured = BanditControl.pairs(config);
    return new JobSteering(
        BanditTopology.JOB,
        Scope.LAYERED,
        keys(config),
        update -> BanditControl.fault(configured, update));
  }

  private static List<SteerableKey> keys(BanditConfig config) {
    List<SteerableKey> all = new ArrayList<>(BanditControl.keys(config));
    all.add(
        SteerableKey.once(
            "reset", "boolean", "true or false", "Forgets what the policy has learned."));
    all.add(
        SteerableKey.once(
            "release", "boolean", "true or false", "Publishes the model that is held."));
    all.add(
        SteerableKey.once(
            "remove-arms", "list of text", "ids separated by commas", "Forgets these arms."));
    all.add(
        SteerableKey.once(
            "prior.<ARM>",
            "counts",
            "the sum of rewards, each from 0 to 1, and the observations, like 12/340",
            "Adds what is known of an arm to what was learned."));
    return all;
  }
}
