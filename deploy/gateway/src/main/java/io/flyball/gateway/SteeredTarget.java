package io.flyball.gateway;

import io.flyball.gateway.Controls.Published;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.schemas.Alert;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is known of one target of control updates.
 *
 * @param target the job, or {@code JOB/NAME}
 * @param job what reads its updates; null where no job of ours does
 * @param versions its updates, by version
 * @param rejections what jobs did not apply
 */
record SteeredTarget(
    String target, JobSteering job, NavigableMap<Long, Published> versions, Rejections rejections) {

  /** The highest version; 0 without an update. */
  long version() {
    return versions.isEmpty() ? 0 : versions.lastKey();
  }

  /** The update of the highest version; null without one. */
  Published newest() {
    return versions.isEmpty() ? null : versions.lastEntry().getValue();
  }

  /** What the job said about a version; null where it said nothing. */
  Alert rejection(long version) {
    if (job == null) {
      return null;
    }
    Alert whole = rejections.whole(job.job(), target, version);
    return whole != null ? whole : rejections.part(job.job(), target, version);
  }

  private boolean isRejected(long version) {
    return job != null && rejections.whole(job.job(), target, version) != null;
  }

  /** The highest version that the job did not reject; 0 where the configuration is in force. */
  long inForce() {
    return inForceBelow(Long.MAX_VALUE);
  }

  private long inForceBelow(long bound) {
    for (long version : versions.headMap(bound, false).descendingKeySet()) {
      if (!isRejected(version)) {
        return version;
      }
    }
    return 0;
  }

  /** The parameters of the update in force; empty for the configuration. */
  Map<String, String> parameters() {
    return parameters(inForce());
  }

  private Map<String, String> parameters(long version) {
    Published found = versions.get(version);
    return found == null ? Map.of() : found.update().getParameters();
  }

  /**
   * What taking back the newest update means.
   *
   * @param version whose parameters come back; 0 for the configuration
   * @param parameters those parameters, without what is done once
   * @param why why it is not possible; null where it is
   */
  record Undo(long version, Map<String, String> parameters, String why) {}

  /** What would be undone now. */
  Undo undo() {
    if (job == null) {
      return impossible("no job reads updates of '" + target + "'");
    }
    if (versions.isEmpty()) {
      return impossible("there is no update of '" + target + "' to undo");
    }
    long newest = version();
    for (String key : versions.get(newest).update().getParameters().keySet()) {
      if (job.isOnce(key) && !isRejected(newest)) {
        return impossible("version " + newest + " did " + key + ", which nothing takes back");
      }
    }
    long before = inForceBelow(newest);
    // Of the part that it has cleaned the topic keeps the newest update, and every one after it.
    if (before == 0 && versions.firstKey() > 1) {
      return impossible("the update before version " + newest + " is no longer in the topic");
    }
    Map<String, String> earlier = new TreeMap<>(parameters(before));
    earlier.keySet().removeIf(job::isOnce);
    return new Undo(before, earlier, null);
  }

  private static Undo impossible(String why) {
    return new Undo(0, Map.of(), why);
  }
}
