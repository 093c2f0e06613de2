package io.flyball.client;

import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import java.time.Instant;

/** A policy that the job has served for a while, and its snapshots on the topic. */
final class Born {
  static final String SNAPSHOTS = "bandit.snapshots";

  final String name;
  final JobInMemory job;
  private long version;

  Born(String name, String... sets) {
    this.name = name;
    this.job = new JobInMemory(sets);
    for (int i = 0; i < 50; i++) {
      var decision = job.ask(ask("old" + i, i).build());
      if (i % 2 == 0) {
        job.reward(Play.of("softmax").reward(i, decision));
      }
    }
  }

  DecisionRequest.Builder ask(String id, int i) {
    return DecisionRequest.newBuilder(Play.of("softmax").request(i)).setId(name + "/" + id);
  }

  /** What the job would publish now, at a time. */
  PolicySnapshot.Builder snapshot(Instant time) {
    return PolicySnapshot.newBuilder(job.published())
        .setPolicy(name)
        .setVersion(++version)
        .setTime(time);
  }

  void publish(Instant time) {
    SharedBroker.send(SNAPSHOTS, name, snapshot(time).build());
  }

  void publish(Instant time, DecisionMode mode) {
    SharedBroker.send(SNAPSHOTS, name, snapshot(time).setMode(mode).build());
  }
}
