package io.flyball.jobs.bias;

import io.flyball.core.control.CameraRules;
import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/** The rules of every camera under the newest control updates, worked out once for each sensor. */
final class FollowedRules {
  private final BiasRules rules;
  private final Map<String, CameraRules> known = new HashMap<>();

  FollowedRules(BiasRules rules) {
    this.rules = rules;
  }

  /** There is a new update. */
  void changed() {
    known.clear();
  }

  CameraRules of(
      CameraMemory m,
      String camera,
      String sensor,
      ReadOnlyBroadcastState<String, ControlUpdate> updates,
      Consumer<Alert> alerts)
      throws Exception {
    ControlUpdate all = updates.get(BiasTopology.JOB);
    ControlUpdate one = updates.get(BiasRules.target(camera));
    String own = one == null ? sensor : sensor + '/' + camera;
    CameraRules cached = known.get(own);
    if (cached == null) {
      cached = fitting(m, camera, sensor, all, one, alerts);
      known.put(own, cached);
    }
    return cached;
  }

  /** The rules, or simpler ones where an update or the configuration does not fit the sensor. */
  private CameraRules fitting(
      CameraMemory m,
      String camera,
      String sensor,
      ControlUpdate all,
      ControlUpdate one,
      Consumer<Alert> alerts) {
    try {
      return rules.rules(sensor, all, one);
    } catch (IllegalArgumentException e) {
      ControlUpdate bad = one != null ? one : all;
      long version = bad == null ? 0 : bad.version();
      if (m.rejectedVersion != version) {
        m.rejectedVersion = version;
        alerts.accept(rules.rejected(bad, camera, e.getMessage()));
      }
      return bad == null ? rules.ofMode(sensor) : fitting(m, camera, sensor, null, null, alerts);
    }
  }
}
