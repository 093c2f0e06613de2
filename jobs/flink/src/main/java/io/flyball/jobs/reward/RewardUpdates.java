package io.flyball.jobs.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.ControlRejection;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The newest control updates: of every policy (target {@code reward}) and of one ({@code
 * reward/POLICY}), which wins for that policy.
 */
final class RewardUpdates {
  static final MapStateDescriptor<String, ControlUpdate> STATE =
      new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(ControlUpdate.class));

  private RewardUpdates() {}

  /** Whether a record is meant for this job and newer than what is known. */
  static boolean isNews(ControlRecord in, ReadOnlyBroadcastState<String, ControlUpdate> known)
      throws Exception {
    ControlUpdate update = in.update();
    if (update == null
        || !(update.target().equals(RewardTopology.JOB)
            || update.target().startsWith(RewardTopology.JOB + "/"))) {
      return false;
    }
    ControlUpdate before = known.get(update.target());
    return before == null || before.version() < update.version();
  }

  /** The update that counts for a policy; null for none. */
  static ControlUpdate newest(String policy, ReadOnlyBroadcastState<String, ControlUpdate> known)
      throws Exception {
    ControlUpdate own = policy.isEmpty() ? null : known.get(RewardTopology.JOB + "/" + policy);
    return own == null ? known.get(RewardTopology.JOB) : own;
  }

  static Alert rejected(ControlUpdate update, String fault) {
    return ControlRejection.of(
        RewardTopology.JOB, update.target() + "/" + update.version(), update, fault);
  }
}
