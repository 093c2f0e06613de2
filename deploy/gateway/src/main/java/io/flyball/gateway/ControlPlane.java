package io.flyball.gateway;

import io.flyball.connectors.codec.kafka.StartPlaces;
import io.flyball.connectors.codec.kafka.TopicFollower;
import io.flyball.jobs.runtime.ControlDecoder;
import java.util.Optional;

/** Follows what jobs are told and what they did not apply. */
final class ControlPlane implements AutoCloseable {
  private static final String ALERTS = "alerts";

  private final SteeredTargets targets;
  private final TopicFollower control;
  private final TopicFollower alerts;

  ControlPlane(GatewaySettings settings) {
    Controls controls = new Controls();
    Rejections rejections = new Rejections();
    targets = new SteeredTargets(settings.jobs(), controls, rejections);
    control = settings.follower(ControlDecoder.TOPIC, StartPlaces.BEGINNING, controls::read);
    alerts = settings.follower(ALERTS, StartPlaces.BEGINNING, rejections::read);
  }

  void start() {
    control.start();
    alerts.start();
  }

  SteeredTargets targets() {
    return targets;
  }

  TopicFollower control() {
    return control;
  }

  /** Why what is in force cannot be told yet; nothing when it can. */
  Optional<String> obstacle() {
    return control.obstacle().or(alerts::obstacle);
  }

  @Override
  public void close() {
    control.close();
    alerts.close();
  }
}
