package io.flyball.connectors.file;

import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.Reward;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record from a file, ready to be published.
 *
 * @param topic where it belongs
 * @param key what it is partitioned by, such as the user of an exposure or the target of a signal
 * @param time when it happened
 * @param record what is sent
 */
public record FileRecord(String topic, String key, Instant time, SpecificRecord record) {

  public static FileRecord of(Exposure exposure) {
    return new FileRecord("feedback.exposures", exposure.getUser(), exposure.getTime(), exposure);
  }

  public static FileRecord of(FeedbackSignal signal) {
    return new FileRecord("feedback.signals", target(signal), signal.getTime(), signal);
  }

  public static FileRecord of(DecisionRequest request) {
    String id = request.getId();
    String policy = id.substring(0, Math.max(0, id.lastIndexOf('/')));
    return new FileRecord("bandit.requests", policy, request.getTime(), request);
  }

  public static FileRecord of(Reward reward) {
    String decision = reward.getDecisionId();
    String policy = decision.substring(0, Math.max(0, decision.lastIndexOf('/')));
    return new FileRecord("rewards", policy, reward.getTime(), reward);
  }

  /**
   * The record of any of these types.
   *
   * @throws IllegalArgumentException when it is of another
   */
  public static FileRecord of(SpecificRecord record) {
    if (record instanceof Exposure exposure) {
      return of(exposure);
    }
    if (record instanceof FeedbackSignal signal) {
      return of(signal);
    }
    if (record instanceof DecisionRequest request) {
      return of(request);
    }
    if (record instanceof Reward reward) {
      return of(reward);
    }
    if (record instanceof EpisodeTurn turn) {
      return of(turn);
    }
    if (record instanceof ModeObservation seen) {
      return new FileRecord("modes.observations", seen.getEntity(), seen.getTime(), seen);
    }
    return DrawnRecords.of(record);
  }

  public static FileRecord of(EpisodeTurn turn) {
    return new FileRecord("loop.turns", turn.getEpisode(), turn.getTime(), turn);
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
