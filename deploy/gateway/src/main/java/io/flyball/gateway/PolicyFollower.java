package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.kafka.StartPlaces;
import io.flyball.connectors.codec.kafka.TopicFollower;
import io.flyball.core.bandit.join.Mode;
import io.flyball.jobs.bandit.BanditJob;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.schemas.PolicySnapshot;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows what the bandit job publishes of its policies. */
final class PolicyFollower implements AutoCloseable {
  private static final String JOB = BanditTopology.JOB;

  private final Policies policies = new Policies();
  private final TopicFollower follower;
  private final SteeredTargets steered;
  private final GatewaySettings settings;

  PolicyFollower(GatewaySettings settings, SteeredTargets steered) {
    this.settings = settings;
    this.steered = steered;
    this.follower = settings.follower(BanditJob.SNAPSHOTS, StartPlaces.BEGINNING, policies::read);
  }

  void start() {
    follower.start();
  }

  String topic() {
    return BanditJob.SNAPSHOTS;
  }

  Map<String, KnownPolicy> all() {
    return policies.all();
  }

  Optional<KnownPolicy> of(String policy) {
    return policies.of(policy);
  }

  /** Seconds since the snapshot of each policy was published. */
  Map<String, Double> ages() {
    long now = System.currentTimeMillis();
    Map<String, Double> ages = new TreeMap<>();
    policies
        .all()
        .forEach(
            (policy, known) -> {
              if (known.snapshot() != null) {
                ages.put(policy, known.ageMs(now) / 1000.0);
              }
            });
    return ages;
  }

  /** Why policies cannot be told yet; nothing when they can. */
  Optional<String> obstacle() {
    return follower.obstacle();
  }

  /**
   * The mode in force: that of the snapshot, unless the job has been told something since; without
   * a snapshot what the job is told, else what is configured.
   */
  Mode mode(String policy, KnownPolicy known) {
    PolicySnapshot snapshot = known == null ? null : known.snapshot();
    if (snapshot != null
        && steered.of(JOB + "/" + policy).inForce() <= snapshot.getControlVersion()
        && steered.of(JOB).inForce() <= snapshot.getJobControlVersion()) {
      return Mode.valueOf(snapshot.getMode().name());
    }
    String told = steered.parameter(JOB, policy, "mode");
    return told == null
        ? settings.bandit().mode()
        : Mode.valueOf(told.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** A policy as JSON. */
  ObjectNode view(String policy, KnownPolicy known) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("policy", policy);
    PolicySnapshot snapshot = known.snapshot();
    node.put("mode", mode(policy, known).name());
    if (snapshot != null) {
      long now = System.currentTimeMillis();
      node.put("algorithm", snapshot.getAlgorithm())
          .put("snapshotVersion", snapshot.getVersion())
          .put("time", snapshot.getTime().toString())
          .put("snapshotAgeMs", known.ageMs(now))
          .put("held", snapshot.getHeld())
          .put("controlVersion", snapshot.getControlVersion())
          .put("jobControlVersion", snapshot.getJobControlVersion())
          .put("seed", snapshot.getSeed())
          .put("horizon", snapshot.getHorizon())
          .put("stale", known.serving().stale(now, settings.config().staleAfter().toMillis()))
          .put("decided", snapshot.getDecided())
          .put("learned", snapshot.getLearned())
          .put("context", known.shape().context())
          .put("features", known.shape().features())
          .put("objectives", known.shape().objectives())
          .put("modelBytes", snapshot.getModel().remaining());
      known.arms().forEach(node.putArray("arms")::add);
      ObjectNode evidence = node.putObject("evidence");
      new TreeMap<>(snapshot.getEvidence()).forEach(evidence::put);
    }
    return node.put("partition", known.partition())
        .put("offset", known.offset())
        .put("fault", known.fault());
  }

  @Override
  public void close() {
    follower.close();
  }
}
