package io.flyball.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.schemas.DecisionMode;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client on a real broker, by the table of its cases. */
@Timeout(180)
class FlyballTest extends WithClient {

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
