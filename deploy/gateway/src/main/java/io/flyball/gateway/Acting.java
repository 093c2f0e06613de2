package io.flyball.gateway;

import io.flyball.jobs.bandit.BanditConfig;
import java.time.Duration;
import java.util.Optional;

/** What the acting routes share over all event loops: the topics they follow. Thread-safe. */
final class Acting implements AutoCloseable {
  /** Ids of decisions that are remembered, and for how long. */
  private static final int MOST = 100_000;

  private static final Duration REMEMBER = Duration.ofMinutes(2);

  private final GatewaySettings settings;
  private final TopicWriter writer;
  private final ControlPlane plane;
  private final PolicyFollower policies;
  private final SnapshotDecisions snapshots;
  private final TopicDecisions topics;
  private final GatewayMetrics metrics;
  private final DecisionMemory memory = new DecisionMemory(MOST, REMEMBER, System::nanoTime);

  Acting(GatewaySettings settings, TopicWriter writer, GatewayMetrics metrics) {
    this.settings = settings;
    this.writer = writer;
    this.plane = new ControlPlane(settings);
    this.policies = new PolicyFollower(settings, plane.targets());
    this.snapshots = new SnapshotDecisions(policies, settings);
    this.topics = new TopicDecisions(settings, writer, REMEMBER);
    this.metrics = metrics;
    metrics.snapshotAges(policies::ages);
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

  GatewaySettings settings() {
    return settings;
  }

  GatewayMetrics metrics() {
    return metrics;
  }

  /** One for an event loop. */
  Decider decider() {
    return new Decider(
        snapshots,
        topics,
        memory,
        writer,
        settings.topics().get(RecordKind.REQUESTS),
        settings.bandit().delivery() == BanditConfig.Delivery.ECHO);
  }

  /** Why it is not known yet how to decide and steer, as one sentence; nothing when it is. */
  Optional<String> obstacle() {
    return policies.obstacle().or(plane::obstacle);
  }

  @Override
  public void close() {
    plane.close();
    policies.close();
    topics.close();
  }
}
