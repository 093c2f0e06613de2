package io.flyball.gateway;

import io.flyball.jobs.deployment.SteeredJobs;
import io.flyball.jobs.runtime.JobSteering;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What may be steered and what is in force, as the topics have it now. Thread-safe.
 *
 * @param jobs what each job may be told
 * @param controls what they were told
 * @param rejections what they did not apply
 */
record SteeredTargets(SteeredJobs jobs, Controls controls, Rejections rejections) {

  /** Every job first, then each further target of the topic. */
  List<SteeredTarget> all() {
    List<SteeredTarget> all = new ArrayList<>();
    TreeSet<String> rest = new TreeSet<>(controls.targets());
    for (JobSteering job : jobs.all()) {
      rest.remove(job.job());
      all.add(of(job.job()));
    }
    rest.forEach(target -> all.add(of(target)));
    return all;
  }

  SteeredTarget of(String target) {
    return new SteeredTarget(target, jobs.of(target).orElse(null), controls.of(target), rejections);
  }

  /**
   * What counts for a policy or a camera: its own update, else that of the job; null where neither
   * names the key.
   */
  String parameter(String job, String name, String key) {
    String own = of(job + "/" + name).parameters().get(key);
    return own != null ? own : of(job).parameters().get(key);
  }
}
