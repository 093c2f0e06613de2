package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client on a real broker, by the table of its cases. */
@Timeout(180)
class FlyballTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final double[] X = {0.1, 0.2, 0.3};
  private final SettableClock clock = new SettableClock();

  private FlyballBuilder builder(String policy) {
    return Flyball.builder(SharedBroker.settings()).policies(policy).clock(clock);
  }

  private static Ask ask(String id) {
    return Ask.of(id).context(X).arms("arm-0", "arm-1", "arm-2");
  }

  private static void awaitVersion(Flyball flyball, String policy, long version) {
    SharedBroker.await("version " + version, () -> flyball.status(policy).version() == version);
  }

  private static void logged(Chosen chosen) throws Exception {
    chosen.logged().toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  private static DecisionRequest lastLogged(String policy) {
    List<DecisionRequest> all = SharedBroker.read("bandit.requests", policy, DecisionRequest.class);
    return all.get(all.size() - 1);
  }

  @Test
  void withASnapshotTheJobsOwnChoiceIsShownAndLoggedWithItsVector() throws Exception {
    Born born = new Born("served", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("served").build()) {
      assertThat(flyball.awaitReady(PATIENCE)).isTrue();
      for (int i = 0; i < 4; i++) {
        Ask ask = ask("served/" + i).mask("arm-1", "arm-3");
        Chosen chosen = flyball.decide(ask);
        Decision job = new Born("served", "bandit.algorithm=softmax").job.ask(plain(ask));
        assertThat(chosen.arm()).isEqualTo(job.arm());
        assertThat(chosen.propensities()).containsExactly(job.propensities());
        assertThat(chosen.arms()).containsExactly("arm-0", "arm-2");
        assertThat(chosen.source()).isEqualTo(Source.SNAPSHOT);
        assertThat(chosen.snapshotVersion()).isOne();
        logged(chosen);
        DecisionRequest log = lastLogged("served");
        assertThat(log.getLoggedArm()).isEqualTo(chosen.arm());
        assertThat(log.getLoggedPropensity()).isEqualTo(chosen.propensity());
        double[] p = chosen.propensities();
        assertThat(log.getLoggedPropensities()).containsExactly(p[0], 0.0, p[1], 0.0);
        assertThat(log.getForcedArm()).isNull();
      }
      assertThat(flyball.status("served").logged()).isEqualTo(4);
      assertThat(flyball.status("served").fallbacks()).isZero();
    }
  }

  private DecisionRequest plain(Ask ask) {
    Chosen none = new Chosen(ask.request().id(), answer(ask), 0, Mode.ONLINE, Source.FORCED, false);
    return DecisionRequest.newBuilder(
            Requests.logged(Requests.at(ask.request(), clock.millis()), ask.eligible(), none, 1))
        .setForcedArm(null)
        .build();
  }

  private static Answer answer(Ask ask) {
    String[] arms = ask.request().arms();
    return new Answer(arms[0], 1, arms, new double[arms.length]);
  }

  @Test
  void withoutASnapshotEveryArmIsShownAlikeAndTheLogIsEvidence() throws Exception {
    try (Flyball flyball = builder("unborn").build()) {
      Chosen chosen = flyball.decide(ask("unborn/1"));
      assertThat(chosen.source()).isEqualTo(Source.FALLBACK_NONE);
      assertThat(chosen.snapshotVersion()).isZero();
      assertThat(chosen.propensities()).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
      int drawn = Pick.from(chosen.propensities(), Pick.draw("unborn/1", 1));
      assertThat(chosen.arm()).isEqualTo("arm-" + drawn);
      logged(chosen);
      DecisionRequest log = lastLogged("unborn");
      assertThat(log.getLoggedArm()).isEqualTo(chosen.arm());
      assertThat(log.getLoggedPropensities()).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
      assertThat(flyball.awaitReady(Duration.ofMillis(1))).isFalse();
      assertThat(flyball.status("unborn").fallbacks()).isOne();
    }
  }

  @Test
  void aSnapshotThatTheJobDoesNotFollowUpFallsBackUntilTheNextOneComes() {
    Born born = new Born("stale", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("stale").staleAfter(Duration.ofMinutes(2)).build()) {
      awaitVersion(flyball, "stale", 1);
      clock.advance(Duration.ofDays(3));
      assertThat(flyball.status("stale").stale()).as("nobody has asked").isFalse();
      assertThat(flyball.decide(ask("stale/0")).source()).isEqualTo(Source.SNAPSHOT);
      clock.advance(Duration.ofMinutes(2));
      assertThat(flyball.decide(ask("stale/1")).source()).isEqualTo(Source.SNAPSHOT);
      clock.advance(Duration.ofMillis(1));
      Chosen late = flyball.decide(ask("stale/2"));
      assertThat(late.source()).isEqualTo(Source.FALLBACK_STALE);
      assertThat(late.propensity()).isEqualTo(1 / 3.0);
      assertThat(flyball.status("stale").stale()).isTrue();
      born.publish(clock.instant());
      awaitVersion(flyball, "stale", 2);
      assertThat(flyball.decide(ask("stale/3")).source()).isEqualTo(Source.SNAPSHOT);
      assertThat(flyball.status("stale").stale()).isFalse();
    }
  }

  @Test
  void aPolicyThatIsHeldIsServedAndMarked() {
    Born born = new Born("held", "bandit.algorithm=softmax");
    PolicySnapshot held = born.snapshot(clock.instant()).setHeld(true).build();
    SharedBroker.send(Born.SNAPSHOTS, "held", held);
    try (Flyball flyball = builder("held").build()) {
      awaitVersion(flyball, "held", 1);
      assertThat(flyball.decide(ask("held/1")).source()).isEqualTo(Source.SNAPSHOT);
      assertThat(flyball.status("held").held()).isTrue();
    }
  }

  @Test
  void aBrokenSnapshotIsCountedAndTheOneBeforeStays() {
    Born born = new Born("broken", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("broken").build()) {
      awaitVersion(flyball, "broken", 1);
      SharedBroker.send(Born.SNAPSHOTS, "broken", new byte[] {1, 2, 3});
      PolicySnapshot cut = born.snapshot(clock.instant()).build();
      byte[] model = new byte[cut.getModel().remaining() - 9];
      cut.getModel().duplicate().get(model);
      cut.setModel(ByteBuffer.wrap(model));
      SharedBroker.send(Born.SNAPSHOTS, "broken", cut);
      SharedBroker.send(
          Born.SNAPSHOTS, "broken", born.snapshot(clock.instant()).setAlgorithm("linucb").build());
      SharedBroker.send(
          Born.SNAPSHOTS, "broken", born.snapshot(clock.instant()).setBornArms(0).build());
      SharedBroker.await("four faults", () -> flyball.status("broken").broken() == 4);
      PolicyStatus status = flyball.status("broken");
      assertThat(status.version()).isOne();
      assertThat(status.fault().orElseThrow()).contains("snapshot 4", "before schema version 2");
      assertThat(flyball.decide(ask("broken/1")).snapshotVersion()).isOne();
      born.publish(clock.instant());
      awaitVersion(flyball, "broken", 5);
      assertThat(flyball.status("broken").fault()).isEmpty();
    }
  }

  @Test
  void shardsAndOlderVersionsAndAbortedTransactionsAreNotServed() throws Exception {
    Born born = new Born("exact", "bandit.algorithm=softmax");
    PolicySnapshot first = born.snapshot(clock.instant()).build();
    SharedBroker.send(Born.SNAPSHOTS, "exact", born.snapshot(clock.instant()).build());
    SharedBroker.send(Born.SNAPSHOTS, "exact", first);
    SharedBroker.send(
        Born.SNAPSHOTS, "exact#0", born.snapshot(clock.instant()).setShard(0).build());
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            SharedBroker.bootstrap(),
            "transactional.id",
            "exact",
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      producer.initTransactions();
      producer.beginTransaction();
      byte[] value =
          RecordCodec.of(PolicySnapshot.class)
              .encode(born.snapshot(clock.instant()).setVersion(99).build());
      producer.send(new ProducerRecord<>(Born.SNAPSHOTS, "exact".getBytes(UTF_8), value)).get();
      producer.abortTransaction();
    }
    try (Flyball flyball = builder("exact").build()) {
      assertThat(flyball.awaitReady(PATIENCE)).isTrue();
      assertThat(flyball.status("exact").version()).isEqualTo(2);
      assertThat(flyball.status("exact").broken()).isZero();
    }
  }

  @Test
  void aPolicyThatDoesNotDecideShowsTheBaselineAndKeepsItOutOfEvaluation() throws Exception {
    Born born = new Born("shadow", "bandit.algorithm=softmax");
    born.publish(clock.instant(), DecisionMode.SHADOW);
    try (Flyball flyball = builder("shadow").build()) {
      awaitVersion(flyball, "shadow", 1);
      Chosen chosen = flyball.decide(ask("shadow/1").baseline("arm-2"));
      assertThat(chosen.arm()).isEqualTo("arm-2");
      assertThat(chosen.source()).isEqualTo(Source.BASELINE);
      assertThat(chosen.propensities()).containsExactly(0, 0, 1);
      logged(chosen);
      DecisionRequest log = lastLogged("shadow");
      assertThat(log.getForcedArm()).isEqualTo("arm-2");
      assertThat(log.getLoggedArm()).isNull();
      assertThat(log.getLoggedPropensities()).isEmpty();
    }
  }

  @Test
  void controlChangesTheModeBeforeTheNextSnapshot() {
    Born born = new Born("steered", "bandit.algorithm=softmax");
    born.publish(clock.instant());
    try (Flyball flyball = builder("steered").build()) {
      awaitVersion(flyball, "steered", 1);
      SharedBroker.send(
          "control",
          "bandit/steered",
          new ControlUpdate(
              "bandit/steered", 1L, clock.instant(), Map.of("mode", "logging-only"), null));
      SharedBroker.await(
          "the mode", () -> flyball.status("steered").mode().orElseThrow() == Mode.LOGGING_ONLY);
      assertThat(flyball.decide(ask("steered/1")).source()).isEqualTo(Source.BASELINE);
    }
  }

  @Test
  void aForcedArmIsShownWhateverElseIs() throws Exception {
    try (Flyball flyball = builder("forced").build()) {
      Chosen chosen = flyball.decide(ask("forced/1").forced("arm-1"));
      assertThat(chosen.arm()).isEqualTo("arm-1");
      assertThat(chosen.propensity()).isEqualTo(1);
      assertThat(chosen.source()).isEqualTo(Source.FORCED);
      logged(chosen);
      assertThat(lastLogged("forced").getForcedArm()).isEqualTo("arm-1");
    }
  }

  @Test
  void otherFallbacksShowTheBaselineTheFirstArmOrNothing() throws Exception {
    Ask ask = ask("none/1").baseline("arm-2");
    try (Flyball flyball = builder("none").fallback(Fallback.BASELINE).build()) {
      Chosen chosen = flyball.decide(ask);
      assertThat(chosen.arm()).isEqualTo("arm-2");
      logged(chosen);
      assertThat(lastLogged("none").getForcedArm()).isEqualTo("arm-2");
    }
    try (Flyball flyball = builder("none").fallback(Fallback.FIRST).build()) {
      assertThat(flyball.decide(ask).arm()).isEqualTo("arm-0");
    }
    try (Flyball flyball = builder("none").fallback(Fallback.THROW).build()) {
      assertThatThrownBy(() -> flyball.decide(ask))
          .isInstanceOf(NoPolicyException.class)
          .hasMessageContaining("no snapshot of the policy of 'none/1'");
    }
  }

  @Test
  void activationsAndRewardsFollowTheirDecision() throws Exception {
    try (Flyball flyball = builder("earned").build()) {
      Chosen chosen = flyball.decide(ask("earned/1").deferred(true));
      flyball.activate(chosen);
      flyball.reward(chosen, 0.5);
      flyball.reward("earned/0", "r0", 1, "arm-1", 0.25).toCompletableFuture().get();
      List<Reward> rewards = SharedBroker.read("rewards", "earned", Reward.class);
      assertThat(rewards)
          .extracting(Reward::getId)
          .containsExactly("earned/1/activate", "earned/1/reward", "r0");
      assertThat(rewards.get(0).getKind()).isEqualTo(RewardKind.ACTIVATE);
      assertThat(rewards.get(1).getArm()).isEqualTo(chosen.arm());
      assertThat(rewards.get(1).getPropensity()).isEqualTo(chosen.propensity());
      assertThat(rewards.get(2).getDecisionId()).isEqualTo("earned/0");
      assertThat(lastLogged("earned").getDeferred()).isTrue();
    }
  }

  @Test
  void aQuestionThatTheJobWouldRefuseIsRefusedHereInItsWords() {
    Born born = new Born("strict", "bandit.algorithm=linucb");
    born.publish(clock.instant());
    try (Flyball flyball = builder("strict").build()) {
      awaitVersion(flyball, "strict", 1);
      assertThatThrownBy(() -> flyball.decide(Ask.of("strict/1").context(X)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("at least one arm is needed");
      assertThatThrownBy(() -> flyball.decide(ask("strict/1").context(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("context must have 3 values, found 1");
      assertThatThrownBy(() -> flyball.decide(ask("strict/1").arm("arm-9", 1)))
          .hasMessageContaining("does not read the features of arms");
      assertThatThrownBy(() -> flyball.decide(ask("other/1")))
          .hasMessageContaining("name it in policies(...)");
      assertThat(flyball.status("strict").decided()).isZero();
    }
  }

  @Test
  void decidingGoesOnWithoutABrokerAndTheQueueStaysBounded() {
    Flyball flyball =
        Flyball.builder(Map.of("bootstrap.servers", "127.0.0.1:1"))
            .policies("alone")
            .queue(100)
            .drain(Duration.ZERO)
            .build();
    for (int i = 0; i < 5000; i++) {
      assertThat(flyball.decide(ask("alone/" + i)).source()).isEqualTo(Source.FALLBACK_NONE);
    }
    PolicyStatus status = flyball.status("alone");
    assertThat(status.dropped()).isGreaterThanOrEqualTo(5000 - 102);
    assertThat(status.logged()).isZero();
    flyball.close();
    assertThatThrownBy(() -> flyball.decide(ask("alone/late"))).hasMessage("the client is closed");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Flyball.builder(Map.of()))
        .hasMessageContaining("bootstrap.servers is missing");
    FlyballBuilder builder = builder("x");
    assertThatThrownBy(() -> builder.queue(0)).hasMessageContaining("allowed is at least 1");
    assertThatThrownBy(() -> builder.staleAfter(Duration.ZERO))
        .hasMessageContaining("allowed is a time above 0");
  }
}
