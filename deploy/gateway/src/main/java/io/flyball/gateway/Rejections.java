package io.flyball.gateway;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.Alert;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What jobs said about control updates that they did not apply: alerts of kind CONTROL_REJECTED.
 * Thread-safe.
 */
final class Rejections {
  private static final String KIND = "CONTROL_REJECTED";
  private static final int MOST = 10_000;

  private final RecordCodec<Alert> codec = RecordCodec.of(Alert.class, 4 << 20);
  private final Map<String, Alert> newest =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Alert> eldest) {
              return size() > MOST;
            }
          });

  /** Takes a record of the topic. */
  void read(ConsumerRecord<byte[], byte[]> record) {
    Alert alert = RecordValues.of(codec, record).orElse(null);
    if (alert != null && alert.getKind().equals(KIND)) {
      // The last part of the id is the version: JOB/CONTROL_REJECTED/…/VERSION.
      String version = alert.getId().substring(alert.getId().lastIndexOf('/') + 1);
      newest.put(key(alert.getJob(), alert.getScope(), version), alert);
    }
  }

  /** The alert about an update that its job did not take at all; null where it took it. */
  Alert whole(String job, String target, long version) {
    return newest.get(key(job, target, Long.toString(version)));
  }

  /**
   * The alert about an update that one policy or camera could not follow, or not in every part;
   * null where there is none.
   *
   * @param target {@code JOB/NAME}
   */
  Alert part(String job, String target, long version) {
    return target.startsWith(job + "/")
        ? newest.get(key(job, target.substring(job.length() + 1), Long.toString(version)))
        : null;
  }

  private static String key(String job, String scope, String version) {
    return job + '\n' + scope + '\n' + version;
  }
}
