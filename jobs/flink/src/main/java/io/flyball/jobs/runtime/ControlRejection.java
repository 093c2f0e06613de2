package io.flyball.jobs.runtime;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import java.util.List;
import java.util.Map;

/** The alert {@code CONTROL_REJECTED}: a control update that a job does not apply. */
public final class ControlRejection {
  private static final String KIND = "CONTROL_REJECTED";

  private ControlRejection() {}

  /**
   * The alert of an update.
   *
   * @param job the job that refuses it
   * @param name what the alert's id has behind {@code job/CONTROL_REJECTED/}
   * @param fault why, as a clause
   */
  public static Alert of(String job, String name, ControlUpdate update, String fault) {
    return new Alert(
        job + "/" + KIND + "/" + name,
        update.time(),
        job,
        KIND,
        update.target(),
        Alert.Severity.WARNING,
        update.time(),
        "control version " + update.version() + " was not applied: " + fault,
        List.of(),
        Map.of());
  }
}
