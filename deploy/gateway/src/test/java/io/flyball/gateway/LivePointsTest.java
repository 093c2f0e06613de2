package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.OutcomeStatus;
import io.flyball.schemas.RateWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What points are made of: seconds of event time, revisions, sums. */
@Timeout(120)
class LivePointsTest extends WithLive {
  @Test
  void decisionsAreSummedBySecondOfEventTimeAsTheTopicHasThem() {
    decide(0, 500, NOON);
    try (SseReader reader = SseReader.of(run, "decisions")) {
      reader.await("all counted", r -> sum(decisions(r), "count") == 500);
      Map<Long, List<Decision>> bySecond =
          LiveRecords.read(BROKER, "bandit.decisions", name, Decision.class).stream()
              .collect(
                  Collectors.groupingBy(
                      d -> d.getTime().getEpochSecond() * 1000, TreeMap::new, Collectors.toList()));
      assertThat(decisions(reader)).hasSameSizeAs(bySecond.keySet()).hasSize(4);
      for (JsonNode point : decisions(reader)) {
        List<Decision> truth = bySecond.get(point.get("t").asLong());
        assertThat(point.get("count").asInt()).isEqualTo(truth.size());
        for (String arm : List.of("a", "b")) {
          assertThat(point.at("/arms/" + arm).asLong())
              .isEqualTo(truth.stream().filter(d -> d.getArm().equals(arm)).count());
        }
        assertThat(point.at("/propensity/mean").asDouble())
            .isCloseTo(
                truth.stream().mapToDouble(Decision::getPropensity).average().orElseThrow(),
                within(1e-12));
        assertThat(point.get("shadowed").asLong())
            .isEqualTo(truth.stream().filter(d -> d.getShadowArm() != null).count());
        assertThat(point.get("agreed").asLong())
            .isEqualTo(truth.stream().filter(d -> d.getArm().equals(d.getShadowArm())).count());
        assertThat(point.get("policyVersion").asLong())
            .isEqualTo(truth.stream().mapToLong(Decision::getPolicyVersion).max().orElseThrow());
        double p = truth.get(0).getPropensities().get(0);
        assertThat(point.get("entropy").asDouble()).isBetween(0.0, Math.log(2));
        assertThat(p).isPositive();
      }
    }
  }

  @Test
  void aLateDecisionMakesThePointOfItsSecondAnew() {
    decide(0, 10, NOON);
    try (SseReader reader = SseReader.of(run, "decisions")) {
      reader.await("the first ten", r -> sum(decisions(r), "count") == 10);
      LiveRecords.send(
          BROKER,
          "bandit.decisions",
          name,
          Decision.class,
          List.of(LiveRecords.decision(name, 99, NOON + 5000, .5)));
      decide(10, 15, NOON);
      reader.await("late ones too", r -> sum(decisions(r), "count") == 16);
      assertThat(decisions(reader)).hasSize(2);
      assertThat(decisions(reader).get(0).get("count").asInt()).isEqualTo(15);
    }
  }

  @Test
  void outcomesSumRewardsAndCountCorrectionsAlone() {
    LiveRecords.send(
        BROKER,
        "bandit.outcomes",
        name,
        DecisionOutcome.class,
        List.of(
            LiveRecords.outcome(name, 1, NOON, OutcomeStatus.REWARDED, 1.0, 0),
            LiveRecords.outcome(name, 2, NOON, OutcomeStatus.REWARDED, .5, 0),
            LiveRecords.outcome(name, 3, NOON, OutcomeStatus.DEFAULTED, 0.0, 0),
            LiveRecords.outcome(name, 4, NOON, OutcomeStatus.CENSORED, null, 0),
            LiveRecords.outcome(name, 3, NOON, OutcomeStatus.REWARDED, 1.0, 1)));
    try (SseReader reader = SseReader.of(run, "outcomes")) {
      reader.await("all", r -> sum(r.newest("outcomes", "policy", name), "count") == 5);
      JsonNode point = reader.newest("outcomes", "policy", name).get(0);
      assertThat(point.get("rewarded").asInt()).isEqualTo(2);
      assertThat(point.get("defaulted").asInt()).isEqualTo(1);
      assertThat(point.get("censored").asInt()).isEqualTo(1);
      assertThat(point.get("corrections").asInt()).isEqualTo(1);
      assertThat(point.at("/reward/n").asInt()).isEqualTo(3);
      assertThat(point.at("/reward/sum").asDouble()).isEqualTo(1.5);
      assertThat(point.at("/reward/sumOfSquares").asDouble()).isEqualTo(1.25);
      assertThat(point.at("/arms/b/sum").asDouble()).isEqualTo(1.0);
    }
  }

  @Test
  void ofSeveralMeasurementsOfAStretchTheHighestRevisionIsShown() {
    LiveRecords.send(
        BROKER,
        "camera.windows",
        name,
        RateWindow.class,
        List.of(
            LiveRecords.window(name, NOON, 0, 50, 0),
            LiveRecords.window(name, NOON, 0, 500, 1),
            LiveRecords.window(name, NOON, 300_000, 2000, 0)));
    try (SseReader reader = SseReader.of(run, "windows")) {
      reader.await("all", r -> sum(r.newest("windows", "camera", name), "count") == 3);
      JsonNode point = reader.newest("windows", "camera", name).get(0);
      assertThat(point.get("windows").asInt()).isEqualTo(2);
      assertThat(point.get("inside").asInt()).isEqualTo(1);
      assertThat(point.get("above").asInt()).isEqualTo(1);
      assertThat(point.get("below").asInt()).isZero();
      assertThat(point.at("/rate/mean").asDouble()).isEqualTo(1250);
      assertThat(point.at("/rate/last").asDouble()).isEqualTo(2000);
      assertThat(point.at("/codes/REFRACTORY").asInt()).isEqualTo(20);
    }
  }

  @Test
  void statesOfASegmentAreCountedByModeAndTheNewestOfAnEntityIsNamed() {
    List<ModeState> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(state("e" + i, NOON + 10, i % 3 == 0 ? 1 : 0, .5));
    }
    all.add(state("e0", NOON + 20, 2, 1.5));
    all.add(state("e0", NOON + 15, 3, null));
    LiveRecords.send(BROKER, "modes.states", name, ModeState.class, all);
    try (SseReader reader = SseReader.of(run, "states")) {
      reader.await("all", r -> sum(r.newest("states", "segment", name), "count") == 27);
      JsonNode point = reader.newest("states", "segment", name).get(0);
      assertThat(point.get("modes")).hasToString("{\"0\":16,\"1\":9,\"2\":1,\"3\":1}");
      assertThat(point.get("changes").asInt()).isEqualTo(2);
      assertThat(point.get("entities")).hasSize(20);
      assertThat(point.get("unnamed").asInt()).isEqualTo(5);
      assertThat(point.at("/surprise/n").asInt()).isEqualTo(26);
      assertThat(point.at("/surprise/max").asDouble()).isEqualTo(1.5);
      JsonNode first = point.at("/entities/0");
      assertThat(first.get("entity").asText()).isEqualTo("e0");
      assertThat(first.get("mode").asInt()).isEqualTo(2);
    }
  }

  private ModeState state(String entity, long time, int mode, Double surprise) {
    return ModeState.newBuilder()
        .setId(entity + "/" + time)
        .setTime(Instant.ofEpochMilli(time))
        .setEntity(entity)
        .setSegment(name)
        .setMode(mode)
        .setSince(Instant.ofEpochMilli(time))
        .setSurprise(surprise)
        .setLeft(mode > 1 ? 0 : null)
        .build();
  }
}
