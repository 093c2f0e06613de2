package io.flyball.connectors.file;

import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record from a file, ready to be published.
 *
 * @param topic where it belongs
 * @param key what it is partitioned by: an exposure by its user, a signal by its target
 * @param record an {@link Exposure} or a {@link FeedbackSignal}
 */
public record FileRecord(String topic, String key, SpecificRecord record) {

  public static FileRecord of(Exposure exposure) {
    return new FileRecord("feedback.exposures", exposure.getUser(), exposure);
  }

  public static FileRecord of(FeedbackSignal signal) {
    return new FileRecord("feedback.signals", target(signal), signal);
  }

  private static String target(FeedbackSignal signal) {
    if (signal.getExposureId() != null) {
      return signal.getExposureId();
    }
    if (signal.getDecisionId() != null) {
      return signal.getDecisionId();
    }
    return signal.getUser() + "/" + signal.getItem();
  }
}
