package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.config;
import static io.flyball.jobs.reward.Fixtures.control;
import static io.flyball.jobs.reward.Fixtures.row;
import static io.flyball.jobs.reward.Fixtures.shown;
import static io.flyball.jobs.reward.Fixtures.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Alert;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steering weights while the job runs, at parallelism 2. */
class LedgerControlTest {
  private Subtasks<RewardRow, Reward> ledger;
  private int decisions;

  @BeforeEach
  void open() throws Exception {
    ledger =
        new Subtasks<>(
            Operators.ledger(config("reward.guard.least-rewards=2", "reward.scalar-highest=9")),
            2,
            false);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** A click on a new decision of a policy: its reward. */
  private Reward click(String policy) throws Exception {
    String decision = policy + "/" + decisions++;
    RewardRow click =
        row(signal("s" + decision, 1, SignalKind.CLICK, null, shown("x", 0, decision, "film")));
    ledger.send(click, click.time());
    return ledger.main().stream()
        .filter(reward -> reward.decisionId().equals(decision))
        .findFirst()
        .orElseThrow();
  }

  private void steer(String target, long version, Map<String, String> parameters) throws Exception {
    Operators.broadcast(ledger, control(target, version, parameters));
  }

  private List<Alert> alerts() {
    return ledger.side(RewardFunction.ALERTS);
  }

  @Test
  void aChangeIsJudgedByWhatEachPolicyEarned() throws Exception {
    for (int i = 0; i < 3; i++) {
      click("busy");
    }
    steer("reward", 1, Map.of("weights.click", "3"));
    assertThat(alerts()).extracting(Alert::kind, Alert::scope).hasSize(1);
    assertThat(alerts().get(0).id()).isEqualTo("reward/REWARD_CHANGE_HELD/busy/reward/1");
    assertThat(click("busy").value()).isEqualTo(1);
    assertThat(click("busy").weightsVersion()).isZero();
    // A policy of which nothing is known has nothing to lose.
    assertThat(click("new").value()).isEqualTo(3);
    assertThat(click("new").weightsVersion()).isEqualTo(1);
    steer("reward", 2, Map.of("weights.click", "3", "release", "true"));
    assertThat(click("busy").value()).isEqualTo(3);
    assertThat(alerts().get(1).kind()).isEqualTo("REWARD_CHANGE_RELEASED");
  }

  @Test
  void theHighestVersionWinsAndAnOwnUpdateWinsOverThatOfAll() throws Exception {
    steer("reward", 2, Map.of("weights.click", "2"));
    steer("reward", 1, Map.of("weights.click", "1.5"));
    steer("reward/shop", 1, Map.of("weights.click", "4"));
    steer("camera", 9, Map.of("weights.click", "5"));
    assertThat(click("shop").value()).isEqualTo(4);
    assertThat(click("film").value()).isEqualTo(2);
  }

  @Test
  void whatCannotBeAppliedIsToldOnceAndChangesNothing() throws Exception {
    steer("reward", 1, Map.of("weights.clik", "2"));
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().get(0).kind()).isEqualTo("CONTROL_REJECTED");
    assertThat(alerts().get(0).summary()).contains("clik is no component");
    assertThat(click("shop").value()).isEqualTo(1);
  }

  @Test
  void anUpdateInForceAndOneThatIsHeldSurviveARestoreAtAnotherParallelism() throws Exception {
    steer("reward", 1, Map.of("weights.click", "2"));
    for (int i = 0; i < 3; i++) {
      click("busy");
    }
    steer("reward", 2, Map.of("weights.click", "5"));
    ledger.restoreAt(3);
    assertThat(click("busy").value()).isEqualTo(2);
    assertThat(alerts()).isEmpty();
    assertThat(click("new").value()).isEqualTo(5);
  }

  @Test
  void shadowWeightsRunBeside() throws Exception {
    steer("reward", 1, Map.of("shadow.next.click", "0.25", "shadow.none.rating", "1"));
    assertThat(click("shop").shadow()).isEqualTo(Map.of("next", .25, "none", 0.0));
  }

  /** Every key, raised and lowered while rewards are open and rows wait for event time. */
  @Test
  void noStepOfAnyKeyLeavesAnythingBehind() throws Exception {
    SortedMap<String, List<String>> keys =
        new TreeMap<>(
            Map.of(
                "weights.click", List.of("5", "0.01", "1e12"),
                "shadow.next.rating", List.of("1", "0.5", "1e12"),
                "potentials.home", List.of("2", "-1e12", "1e12"),
                "bonus", List.of("1", "0", "1e12"),
                "group-weights.score", List.of("1", "2", "3")));
    List<RewardRow> rows =
        History.rows(60).stream().map(Fixtures::row).filter(Objects::nonNull).toList();
    long version = 0;
    for (String key : keys.keySet()) {
      ledger.close();
      ledger =
          new Subtasks<>(
              Operators.ledger(
                  config("reward.normalise-over=50", "reward.bonus=0.1", "reward.discount=0.9")),
              2,
              false);
      for (int i = 0; i < rows.size(); i++) {
        ledger.send(rows.get(i), rows.get(i).time());
        ledger.watermark(rows.get(i).time() - Fixtures.MINUTE);
        if (i % 20 == 10) {
          String value = keys.get(key).get(i / 20 % 3);
          steer("reward", ++version, Map.of(key, value, "release", "true"));
        }
      }
      ledger.watermark(Long.MAX_VALUE);
      assertThat(ledger.entries()).as(key).isZero();
      assertThat(ledger.timers()).as(key).isZero();
      assertThat(ledger.counts()).as(key).doesNotContainKey("WAITING");
      assertThat(alerts()).extracting(Alert::kind).as(key).doesNotContain("CONTROL_REJECTED");
      assertThat(ledger.main())
          .as(key)
          .allSatisfy(
              reward -> {
                assertThat(reward.value()).isFinite();
                assertThat(reward.adjustments().values()).allMatch(Double::isFinite);
                assertThat(reward.shadow().values()).allMatch(Double::isFinite);
              });
      assertThat(ledger.main().stream().filter(reward -> reward.revision() == 0).distinct())
          .as("a first reward for every decision, by %s", key)
          .hasSize((int) rows.stream().map(RewardRow::decisionId).distinct().count());
    }
  }
}
