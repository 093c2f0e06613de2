package io.flyball.tools.kafka;

import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.connectors.topic.DeadLetterTopic;
import io.flyball.connectors.topic.StoredDeadLetter;
import io.flyball.schemas.DeadLetter;
import io.flyball.tools.UserError;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** The dead letters of a broker: to look at, and to send back. */
public final class DeadLetterLog {
  /** The topic they are in. */
  public static final String TOPIC = DeadLetterTopic.NAME;

  private DeadLetterLog() {}

  /** Takes one; true to go on, false to stop. */
  @FunctionalInterface
  public interface Visitor extends Predicate<StoredDeadLetter> {}

  /**
   * Shows each to a visitor, oldest first, from the beginning to the end of the moment.
   *
   * @return how many records of the topic are no dead letters and were passed over
   * @throws UserError when the broker or the topic is not there, or stops answering
   */
  public static long read(Broker broker, Visitor visitor) {
    TopicLog.requireTopic(broker, TOPIC);
    try {
      return DeadLetterTopic.read(broker.clients(), visitor);
    } catch (KafkaException e) {
      throw broker.failure(e);
    }
  }

  /**
   * Sends those back to where they came from that were not replayed yet, oldest first.
   *
   * @param wanted which of them
   * @param limit at most so many
   * @param dryRun only counts what would be sent
   * @throws UserError when the broker or the topic is not there, or stops answering
   */
  public static DeadLetterReplay.Outcome replay(
      Broker broker, Predicate<DeadLetter> wanted, long limit, boolean dryRun) {
    TopicLog.requireTopic(broker, TOPIC);
    try {
      return DeadLetterReplay.run(broker.clients(), wanted, limit, dryRun);
    } catch (TimeoutException | AuthenticationException | AuthorizationException e) {
      throw broker.failure(e);
    } catch (KafkaException e) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "the replay stopped (%s): what was sent whole is noted, run it again for the rest",
              e.getMessage()),
          e);
    } catch (DeadLetterReplay.TooScatteredException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
