package io.flyball.tools.kafka;

import io.flyball.jobs.runtime.ControlDecoder;
import io.flyball.schemas.ControlUpdate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The control topic from outside: what is in force, and one more update. */
public final class ControlTopic {
  private final Broker broker;

  public ControlTopic(Broker broker) {
    this.broker = broker;
  }

  /** The update of the highest version of every target. */
  public Map<String, ControlUpdate> newest() {
    Map<String, ControlUpdate> newest = new TreeMap<>();
    TopicLog.read(
        broker,
        ControlDecoder.TOPIC,
        ControlUpdate.class,
        update ->
            newest.merge(
                update.getTarget(), update, (a, b) -> b.getVersion() > a.getVersion() ? b : a));
    return newest;
  }

  /**
   * Publishes an update under the next version of its target.
   *
   * @param before the newest update of the target, if there is one
   */
  public ControlUpdate publish(
      String target,
      Optional<ControlUpdate> before,
      Map<String, String> parameters,
      String author) {
    ControlUpdate update = update(target, before, parameters, author);
    TopicWriter.send(broker, ControlDecoder.TOPIC, target, ControlUpdate.class, update);
    return update;
  }

  /** The update that {@link #publish} would send. */
  public static ControlUpdate update(
      String target,
      Optional<ControlUpdate> before,
      Map<String, String> parameters,
      String author) {
    long version = before.map(ControlUpdate::getVersion).orElse(0L) + 1;
    return new ControlUpdate(target, version, Instant.now(), parameters, author);
  }
}
