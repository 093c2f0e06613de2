package io.flyball.jobs.bias;

import io.flyball.core.control.CameraRules;
import io.flyball.core.control.ControllerState;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.SensorProfiles;
import io.flyball.core.control.functions.FunctionRules;
import io.flyball.core.control.places.PlaceRules;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.config.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a camera: the configuration, over it the update for all cameras, over that the
 * update for this one. An update names keys of the section {@code bias.control} and replaces the
 * one before it; what it does not name falls back.
 */
final class BiasRules implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String ONE = BiasTopology.JOB + "/";

  /** The section alone, so that an update is read and checked as the configuration is. */
  private record Steering(@Key(meaning = "The section bias.control.") SteeringConfig control) {}

  /** As text, because optional values do not travel to where operators run. */
  private final ArrayList<String> configured = new ArrayList<>();

  private final long silentAfterMs;
  private final SensorProfiles sensors;
  private final PlaceRules byRate;
  private final PlaceRules byMargin;

  BiasRules(BiasConfig config) {
    silentAfterMs = config.silentAfter().toMillis();
    sensors = config.sensors();
    boolean places = config.places().enabled();
    byRate = places ? config.places().rules(false) : null;
    byMargin = places ? config.places().rules(true) : null;
    Settings.values(new Steering(config.control()))
        .forEach((key, value) -> configured.add(key + "=" + value));
  }

  /** The control target of one camera; the job's name is that of all. */
  static String target(String camera) {
    return ONE + camera;
  }

  /** Whether an update is meant for this job. */
  static boolean isFor(ControlUpdate update) {
    return update.target().equals(BiasTopology.JOB) || update.target().startsWith(ONE);
  }

  /**
   * The rules of a camera.
   *
   * @param all the newest update for all cameras, or null
   * @param one the newest update for this one, or null
   * @throws IllegalArgumentException when they do not fit its sensor
   */
  CameraRules rules(String sensor, ControlUpdate all, ControlUpdate one) {
    SteeringConfig control = control(all, one);
    SensorProfile profile = control.profile(sensors.named(sensor));
    CameraRules rules =
        new CameraRules(
            profile,
            control.mode(),
            control.parameters(profile),
            control.functions().rules(profile),
            places(control.objective()),
            control.referenceWindows(),
            silentAfterMs,
            Math.max(version(all), version(one)));
    rules.mode().controller(profile, rules.parameters(), new ControllerState(profile.start()));
    return rules;
  }

  private PlaceRules places(Objective objective) {
    if (objective == Objective.MARGIN && byMargin == null) {
      throw new IllegalArgumentException("objective MARGIN needs bias.places.enabled=true");
    }
    return objective == Objective.MARGIN ? byMargin : byRate;
  }

  private SteeringConfig control(ControlUpdate all, ControlUpdate one) {
    List<String> pairs = new ArrayList<>();
    for (ControlUpdate update : new ControlUpdate[] {all, one}) {
      if (update != null) {
        update.parameters().forEach((key, value) -> pairs.add("control." + key + "=" + value));
      }
    }
    SteeringConfig control =
        Settings.load(Steering.class, configured, Optional.empty(), Map.of(), pairs).control();
    for (ControlUpdate update : new ControlUpdate[] {all, one}) {
      requireUsed(update, control);
    }
    return control;
  }

  /** What the configuration says for another mode may stay; what an update names must count. */
  private static void requireUsed(ControlUpdate update, SteeringConfig control) {
    for (String key : control.ignored().keySet()) {
      if (update != null && update.parameters().containsKey(key)) {
        throw new IllegalArgumentException("mode " + control.mode() + " has no use for " + key);
      }
    }
  }

  private static long version(ControlUpdate update) {
    return update == null ? 0 : update.version();
  }

  /** Why an update cannot be applied to any sensor, or null when it can. */
  String fault(ControlUpdate update) {
    String fault = null;
    for (String sensor : sensors.names()) {
      try {
        rules(sensor, update, null);
        return null;
      } catch (IllegalArgumentException e) {
        fault = fault == null ? e.getMessage() : fault;
      }
    }
    return fault;
  }

  /** The rules of the configured mode with nothing else set, which fit every sensor. */
  CameraRules ofMode(String sensor) {
    SteeringConfig control = control(null, null);
    SensorProfile profile = sensors.named(sensor);
    return new CameraRules(
        profile,
        control.mode(),
        control.mode().defaults(profile),
        FunctionRules.NONE,
        byRate,
        control.referenceWindows(),
        silentAfterMs,
        0);
  }

  /**
   * What is said when rules are not applied.
   *
   * @param update the update, or null for the configuration
   */
  Alert rejected(ControlUpdate update, String scope, String fault) {
    long time = update == null ? 0 : update.time();
    String what = update == null ? "the configuration" : "control version " + update.version();
    return new Alert(
        BiasTopology.JOB + "/CONTROL_REJECTED/" + scope + "/" + version(update),
        time,
        BiasTopology.JOB,
        "CONTROL_REJECTED",
        scope,
        Alert.Severity.WARNING,
        time,
        what + " was not applied: " + fault,
        List.of(),
        Map.of());
  }
}
