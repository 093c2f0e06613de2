package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.PolicyEvaluation;
import io.flyball.schemas.PolicySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page of a policy shows is what its topics hold. */
@Timeout(300)
class ConsoleBanditTest extends WithConsole {
  private static final String BROKER = SharedBroker.bootstrap();

  private final String policy = "policy-" + UUID.randomUUID();
  private final long now = System.currentTimeMillis();

  private void decide(int from, int to) {
    List<Decision> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(LiveRecords.decision(policy, i, now - 60_000 + 50L * i, .75));
    }
    LiveRecords.send(BROKER, "bandit.decisions", policy, Decision.class, all);
  }

  private List<Decision> decisions() {
    return LiveRecords.read(BROKER, "bandit.decisions", policy, Decision.class);
  }

  private String cell(String panel, String row, String column) {
    return "[data-panel=" + panel + "] tr[data-key=" + row + "] td[data-col=" + column + "]";
  }

  private void show() {
    open("/console/bandit?policy=" + policy);
    browser.await("main h1", "Bandit " + policy + ".*");
  }

  @Test
  void decisionsAndSharesAreTheTopicsAndFollowItWithoutAReload() {
    decide(0, 300);
    show();
    browser.await("[data-tile=decisions] .value", "300");
    long ofA = decisions().stream().filter(d -> d.getArm().equals("a")).count();
    browser.await(cell("arms", "a", "shown"), Long.toString(ofA));
    browser.await(cell("arms", "b", "shown"), Long.toString(300 - ofA));
    decide(300, 450);
    browser.await("[data-tile=decisions] .value", "450");
    long then = decisions().stream().filter(d -> d.getArm().equals("a")).count();
    browser.await(cell("arms", "a", "shown"), Long.toString(then));
  }

  @Test
  void clientsAgreeAsOftenAsShadowArmsAreTheArmsShown() {
    decide(0, 120);
    show();
    long compared = decisions().stream().filter(d -> d.getShadowArm() != null).count();
    long agreed = decisions().stream().filter(d -> d.getArm().equals(d.getShadowArm())).count();
    browser.await("[data-tile=agreed] .note", agreed + " of " + compared + " compared");
  }

  @Test
  void rewardsAreThoseOfTheOutcomes() {
    decide(0, 40);
    List<DecisionOutcome> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      OutcomeStatus status =
          i % 4 == 3
              ? OutcomeStatus.CENSORED
              : i % 4 == 2 ? OutcomeStatus.DEFAULTED : OutcomeStatus.REWARDED;
      Double reward =
          status == OutcomeStatus.CENSORED ? null : status == OutcomeStatus.REWARDED ? .5 : 0.;
      all.add(LiveRecords.outcome(policy, i, now - 30_000 + 100L * i, status, reward, 0));
    }
    LiveRecords.send(BROKER, "bandit.outcomes", policy, DecisionOutcome.class, all);
    show();
    // Twenty halves and ten zeros.
    browser.await("[data-tile=reward] .value", "0\\.3333");
    browser.await("[data-tile=reward] .note", "± .*, 30 resolved");
    browser.await("[data-facts=outcomes]", "(?s).*rewarded\\s+20\\s.*came\\s+10\\s.*learned\\s+10");
  }

  @Test
  void theNewestSnapshotIsShown() {
    decide(0, 10);
    LiveRecords.send(
        BROKER,
        "bandit.snapshots",
        policy,
        PolicySnapshot.class,
        List.of(
            ConsoleRecords.snapshot(policy, 6, now - 2_000),
            ConsoleRecords.snapshot(policy, 7, now - 1_000)));
    show();
    browser.await("[data-tile=version] .value", "7");
    browser.await(
        "[data-facts=snapshot]",
        "(?s).*softmax:temperature=0.1.*decided\\s+7,000.*size\\s+321 B.*");
  }

  @Test
  void anEstimateThatTheLogCannotCarryHasNoValue() {
    decide(0, 10);
    LiveRecords.send(
        BROKER,
        "bandit.evaluations",
        policy,
        PolicyEvaluation.class,
        List.of(
            ConsoleRecords.evaluation(policy, "linucb", true, now),
            ConsoleRecords.evaluation(policy, "thompson", false, now)));
    show();
    browser.await(cell("evaluations", "linucb", "ips"), "0\\.41");
    browser.await(cell("evaluations", "linucb", "snips"), "0\\.402");
    browser.await(cell("evaluations", "linucb", "interval"), "0\\.38 to 0\\.43");
    browser.await(cell("evaluations", "thompson", "trusted"), "the log cannot tell");
    for (String column : List.of("ips", "snips", "dr", "interval")) {
      assertThat(browser.text(cell("evaluations", "thompson", column))).isEqualTo("–");
    }
    assertThat(browser.text(cell("evaluations", "thompson", "ess"))).isEqualTo("3.5");
  }

  @Test
  void everyChartHasATableOfItsPoints() {
    decide(0, 100);
    show();
    String chart = "[data-panel=share] figure";
    browser.await(chart + " canvas");
    assertThat(browser.attribute(chart + " [role=img]", "aria-label"))
        .startsWith("Share of each arm from ");
    browser.click(chart + " button");
    browser.await(chart + " table caption", "Share of each arm, newest first");
    browser.await(chart + " tbody tr td.num", ".*%");
  }

  @Test
  void aPolicyWithoutDecisionsShowsNoEmptyChart() {
    show();
    browser.await("[data-panel=share] [data-state=empty]", "(?s)No data: no decisions.*");
    assertThat(browser.script("return document.querySelectorAll('canvas').length")).isEqualTo(0L);
  }
}
