package io.flyball.gateway;

import java.util.Optional;

/** What the acting routes share over all event loops: the topics they follow. Thread-safe. */
final class Acting implements AutoCloseable {
  private final GatewaySettings settings;
  private final TopicWriter writer;
  private final ControlPlane plane;
  private final PolicyFollower policies;

  Acting(GatewaySettings settings, TopicWriter writer) {
    this.settings = settings;
    this.writer = writer;
    this.plane = new ControlPlane(settings);
    this.policies = new PolicyFollower(settings, plane.targets());
  }

  void start() {
    plane.start();
    policies.start();
  }

  ControlPlane plane() {
    return plane;
  }

  PolicyFollower policies() {
    return policies;
  }

  ControlWriter controlWriter() {
    return new ControlWriter(writer, plane, settings.config().deliveryTimeout());
  }

  /** Why decisions cannot be made yet, as one sentence; nothing when they can. */
  Optional<String> obstacle() {
    return policies.obstacle();
  }

  @Override
  public void close() {
    plane.close();
    policies.close();
  }
}
