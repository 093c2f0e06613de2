package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.core.gate.sim.EpisodeWorld;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTopologyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> rows(Replay run, String kind) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : run.lines()) {
      if (line.startsWith(kind + " ")) {
        rows.add(JSON.readTree(line.substring(kind.length() + 1)));
      }
    }
    return rows;
  }

  private static List<String> verdicts(Replay run) throws Exception {
    return rows(run, "verdict").stream()
        .map(
            v ->
                v.get("id").asText()
                    + " "
                    + v.get("verdict").asText()
                    + " "
                    + v.get("reason").asText())
        .toList();
  }

  private static Replay run(RawRecord... records) throws Exception {
    return GateRun.of(Fixtures.config(), List.of(records), Pace.RECORD_BY_RECORD);
  }

  @Test
  void nobodyJudgesInTimeSoTheClassDecides() throws Exception {
    Replay run =
        run(
            Fixtures.proposal("a", 0, "reversible", 1, 1),
            Fixtures.proposal("b", 1, "irreversible", 1, 1),
            Fixtures.proposal("c", 2, "unheard-of", 1, 1));
    assertThat(verdicts(run))
        .containsExactlyInAnyOrder(
            "a TIMEOUT_OPEN DEADLINE", "b TIMEOUT_CLOSED DEADLINE", "c BLOCK NO_COSTS");
    assertThat(run.counts()).doesNotContainKeys("PENDING", "WAITING");
  }

  @Test
  void oneVerdictWhateverIsRepeatedLateOrUnknown() throws Exception {
    RawRecord yes = Fixtures.critique("a", 10, "careful", .999);
    RawRecord proposal = Fixtures.proposal("a", 0, "reversible", 1, 1);
    Replay run =
        run(
            Fixtures.critique("a", -5, "early", .99),
            proposal,
            proposal,
            yes,
            yes,
            Fixtures.proposal("a", 20, "irreversible", 1, 2),
            Fixtures.critique("a", 5_000, "late", .0),
            Fixtures.critique("nobody", 30, "careful", .5));
    assertThat(verdicts(run)).hasSize(1).first().asString().startsWith("a ");
    assertThat(run.counts())
        .containsEntry("VERDICTS", 1L)
        .containsEntry("REPEATED", 3L)
        .containsEntry("CONFLICTS", 1L)
        .containsEntry("LATE", 2L)
        .containsEntry("ORPHANED", 1L)
        .doesNotContainKeys("PENDING", "WAITING");
  }

  /** p a + (1 - (p a + (1 - p) b)) p at p = .8, a = .7, b = .3. */
  @Test
  void oneUnconditionalReproposalGivesTheClosedForm() throws Exception {
    ActionWorld world =
        new ActionWorld(.8, 2, List.of(new ActionWorld.Critic("only", .7, .3, 0, 1_000)));
    // A fixed calibration: only the critic's side of one half counts.
    GateConfig config =
        Fixtures.config(
            "gate.rules={risks: {reversible: {miss: 2.2, block: 1}, irreversible: {miss: 2.2,"
                + " block: 1}}, reliability: {prior-strength: 1000000}}");
    List<RawRecord> records = Fixtures.tasks(3, 4_000, world);
    Map<String, Boolean> ran = new HashMap<>();
    for (JsonNode v : rows(GateRun.of(config, records, Pace.FULL_SPEED), "verdict")) {
      ran.put(v.get("id").asText(), v.get("verdict").asText().equals("EXECUTE"));
    }
    int succeeded = 0;
    for (long task = 0; task < 4_000; task++) {
      int attempt = ran.get("a" + task + "-1") ? 1 : 2;
      assertThat(attempt == 1 || ran.get("a" + task + "-2")).isTrue();
      succeeded += world.draw(3, task, attempt, 0).outcome().right() ? 1 : 0;
    }
    double sigma = Math.sqrt(.864 * .136 / 4_000);
    assertThat(succeeded / 4_000.0).isBetween(.864 - 3 * sigma, .864 + 3 * sigma);
  }

  /** A look misses the fault in e = .1 of the episodes. */
  @Test
  void theCauseIsFoundInOneMinusE() throws Exception {
    EpisodeWorld world = new EpisodeWorld(4, 1, .1, 0);
    Replay run = GateRun.of(Fixtures.config(), Fixtures.episodes(5, 2_000, world), Pace.FULL_SPEED);
    int found = 0;
    List<JsonNode> failures = rows(run, "failure");
    for (JsonNode failure : failures) {
      long episode = Long.parseLong(failure.get("episode").asText().substring(1));
      found += failure.get("subgoal").asInt() == world.fault(5, episode).getAsInt() ? 1 : 0;
    }
    double sigma = Math.sqrt(.1 * .9 / 2_000);
    assertThat(found / 2_000.0).isBetween(.9 - 3 * sigma, .9 + 3 * sigma);
    assertThat(rows(run, "alert"))
        .anyMatch(alert -> alert.get("kind").asText().equals("SILENT_FAILURE"));
  }

  @Test
  void theSamePrimitiveAgainAndAgainIsALoop() throws Exception {
    List<RawRecord> tries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tries.add(Fixtures.event("e", i * 1_000L, 0, "EXCEPTION", "grasp"));
    }
    Replay run = run(tries.toArray(RawRecord[]::new));
    assertThat(rows(run, "next"))
        .extracting(n -> n.get("move").asText())
        .containsExactlyInAnyOrder("RETRY", "RECOVER", "RECOVER");
    assertThat(rows(run, "alert")).extracting(a -> a.get("kind").asText()).contains("LOOPING");
  }

  private static final String NOT_FAST =
      "gate.rules={risks: {reversible: {miss: 4, block: 1}}, deadline: 100 ms, fields: {speed:"
          + " double}, rules: [{name: fast, when: speed > 2.0, then: block}]}";

  @Test
  void aTaskThatIsBlockedProposedAnewAndBlockedIsNamed() throws Exception {
    Replay run =
        GateRun.of(
            Fixtures.config(NOT_FAST),
            List.of(
                Fixtures.proposal("a", 0, "reversible", 1, 3),
                Fixtures.proposal("b", 1_000, "reversible", 2, 4)),
            Pace.RECORD_BY_RECORD);
    assertThat(rows(run, "alert"))
        .extracting(a -> a.get("kind").asText() + " " + a.get("evidence"))
        .containsExactly("BLOCKED_AGAIN [\"a\",\"b\"]");
  }

  @Test
  void aCritiqueAfterExecutionIsAnAlertWhereItWouldHaveBlocked() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (String action : List.of("a", "b")) {
      records.add(Fixtures.proposal(action, 0, "reversible", 1, 1));
    }
    records.add(Fixtures.critique("a", 200, "careful", .9));
    records.add(Fixtures.critique("b", 200, "careful", .1));
    Replay run = GateRun.of(Fixtures.config(NOT_FAST), records, Pace.RECORD_BY_RECORD);
    assertThat(rows(run, "alert"))
        .extracting(a -> a.get("kind").asText() + " " + a.get("evidence"))
        .containsExactly("REJECTED_AFTER_EXECUTION [\"b\"]");
    assertThat(run.counts()).containsEntry("LATE", 2L).doesNotContainKey("LATE_FOR_PATTERNS");
  }

  @Test
  void aCriticThatMisleadsIsNamed() throws Exception {
    Replay run =
        GateRun.of(
            Fixtures.config(),
            Fixtures.tasks(1, 60, ActionWorld.standard()),
            Pace.RECORD_BY_RECORD);
    assertThat(rows(run, "alert"))
        .filteredOn(a -> a.get("kind").asText().equals("CRITIC_UNRELIABLE"))
        .extracting(a -> a.get("scope").asText())
        .containsOnly("critic/contrary");
  }

  private static final String HARMFUL =
      "{risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1}}, fields:"
          + " {speed: double}, rules: [{name: all, when: speed >= 0.0, then: block}]}";

  @Test
  void rulesHoldFromTheirBarrierAndAreRolledBackWhenTheyHarm() throws Exception {
    List<RawRecord> records =
        Fixtures.tasks(2, 300, new ActionWorld(.8, 1, ActionWorld.standard().critics()));
    long barrier = 1_000_000;
    Replay run =
        GateRun.of(
            Fixtures.config(),
            records,
            Pace.RECORD_BY_RECORD,
            Fixtures.control(7, barrier, Map.of("rules", HARMFUL)));
    List<JsonNode> back =
        rows(run, "alert").stream()
            .filter(a -> a.get("kind").asText().equals("RULE_ROLLED_BACK"))
            .toList();
    assertThat(back).hasSize(1);
    long until = back.get(0).get("time").asLong();
    assertThat(until).isGreaterThan(Fixtures.NOON + barrier);
    List<JsonNode> verdicts = rows(run, "verdict");
    assertThat(verdicts).hasSize(300);
    for (JsonNode v : verdicts) {
      long task = Long.parseLong(v.get("id").asText().substring(1).split("-")[0]);
      long proposed = Fixtures.NOON + task * 10_000;
      boolean harmful = proposed >= Fixtures.NOON + barrier && proposed <= until;
      assertThat(v.get("rulesVersion").asLong()).as("%s", v).isEqualTo(harmful ? 7 : 0);
    }
    assertThat(rows(run, "alert")).anyMatch(a -> a.get("kind").asText().equals("RULES_COMPARED"));
  }

  @Test
  void aShadowIsComparedAndNeverDecides() throws Exception {
    List<RawRecord> records = Fixtures.tasks(2, 20, ActionWorld.standard());
    Replay run =
        GateRun.of(
            Fixtures.config(),
            records,
            Pace.FULL_SPEED,
            Fixtures.control(3, 0, Map.of("rules", HARMFUL, "shadow", "true")),
            Fixtures.control(
                4,
                0,
                Map.of(
                    "rules",
                    "{risks: {a: {miss: 1, block: 1}}, rules:"
                        + " [{name: x, when: no_such > 1, then: block}]}")));
    assertThat(rows(run, "verdict")).hasSize(40).allMatch(v -> v.get("rulesVersion").asLong() == 0);
    assertThat(rows(run, "alert"))
        .extracting(a -> a.get("kind").asText())
        .contains("RULES_COMPARED", "CONTROL_REJECTED");
  }

  @Test
  void theSameRecordsGiveTheSameOutputAtAnyPaceInAnyOrderOfTopics() throws Exception {
    List<RawRecord> records = Fixtures.tasks(9, 40, ActionWorld.standard());
    records.addAll(Fixtures.episodes(9, 6, EpisodeWorld.standard()));
    Replay fast =
        GateRun.of(
            Fixtures.config("gate.out-of-orderness=20 s"),
            records,
            Pace.FULL_SPEED,
            Fixtures.control(1, 100_000, Map.of("rules", HARMFUL)));
    List<RawRecord> mixed = new ArrayList<>();
    List<RawRecord> sorted = new ArrayList<>(records);
    sorted.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    Random random = new Random(4);
    for (int first = 0; first < sorted.size(); first += 4) {
      List<RawRecord> few =
          new ArrayList<>(sorted.subList(first, Math.min(sorted.size(), first + 4)));
      Collections.shuffle(few, random);
      mixed.addAll(few);
    }
    Replay slow =
        GateRun.of(
            Fixtures.config("gate.out-of-orderness=20 s"),
            mixed,
            Pace.RECORD_BY_RECORD,
            Fixtures.control(1, 100_000, Map.of("rules", HARMFUL)));
    assertThat(fast.counts()).containsEntry("VERDICTS", 80L);
    assertThat(slow.differences(fast)).isEmpty();
  }
}
