package io.flyball.verify;

import io.flyball.local.cluster.FlinkRest;

/**
 * Where a job runs.
 *
 * @param bootstrap of the broker, {@code host:port}
 * @param flinkPort of Flink's REST interface on loopback
 */
record Address(String bootstrap, int flinkPort) {
  FlinkRest rest() {
    return new FlinkRest(flinkPort);
  }
}
