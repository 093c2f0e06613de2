package io.flyball.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.gate.EpisodeEvent.Kind;
import io.flyball.core.gate.sim.EpisodeWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisionTest {

  @ParameterizedTest
  @CsvSource({
    "END, SEEN_OK, REACHED",
    "END, SEEN_FAIL, SILENT_FAILURE",
    "END, SEEN_UNKNOWN, UNVERIFIED",
    "END, , UNKNOWN",
    "EXCEPTION, SEEN_OK, PROGRAM_FAILURE",
    "EXCEPTION, SEEN_FAIL, CONFIRMED_FAILURE",
    "EXCEPTION, SEEN_UNKNOWN, PROGRAM_FAILURE",
    "EXCEPTION, , PROGRAM_FAILURE"
  })
  void theEightRowsOfTheTable(Kind program, Kind perception, Cause cause) {
    assertThat(Cause.of(program, perception)).isEqualTo(cause);
  }

  @Test
  void anEpisodeWithoutFailureHasNoReport() {
    EpisodeSupervisor supervisor = new EpisodeSupervisor(5_000, 2);
    assertThat(supervisor.due()).isEqualTo(Long.MAX_VALUE);
    supervisor.take(event(0, Kind.START, 0));
    supervisor.take(event(0, Kind.END, 1));
    supervisor.take(event(0, Kind.SEEN_OK, 2));
    assertThat(supervisor.report("e", Long.MAX_VALUE - 1)).isEmpty();
  }

  /** Reports that contradict each other must not hide the failure, nor stop the supervisor. */
  @ParameterizedTest
  @CsvSource({
    "END, EXCEPTION, PROGRAM_FAILURE",
    "EXCEPTION, END, PROGRAM_FAILURE",
    "SEEN_OK, SEEN_FAIL, SILENT_FAILURE",
    "SEEN_FAIL, SEEN_OK, SILENT_FAILURE",
    "SEEN_UNKNOWN, SEEN_FAIL, SILENT_FAILURE"
  })
  void aFailureOutweighsASuccessOfTheSameSubgoal(Kind first, Kind second, Cause cause) {
    EpisodeSupervisor supervisor = new EpisodeSupervisor(10, 1);
    supervisor.take(event(0, first, 1));
    supervisor.take(event(0, second, 2));
    FailureReport report = supervisor.report("e", supervisor.due()).orElseThrow();
    assertThat(report.subgoal()).isZero();
    assertThat(report.cause()).isEqualTo(cause);
  }

  @Test
  void theEarlierPerceptualFailureIsTheRootCauseInWhateverOrderItComes() {
    List<EpisodeEvent> events =
        new ArrayList<>(
            List.of(
                event(0, Kind.END, 1),
                event(1, Kind.END, 2),
                event(2, Kind.EXCEPTION, 3),
                event(1, Kind.SEEN_FAIL, 4),
                event(0, Kind.SEEN_OK, 5)));
    for (int turn = 0; turn < events.size(); turn++) {
      EpisodeSupervisor supervisor = new EpisodeSupervisor(5_000, 0);
      events.forEach(supervisor::take);
      assertThat(supervisor.due()).isEqualTo(5_003);
      assertThat(supervisor.report("e", 5_002)).isEmpty();
      FailureReport report = supervisor.report("e", 5_003).orElseThrow();
      assertThat(report.subgoal()).isEqualTo(1);
      assertThat(report.cause()).isEqualTo(Cause.SILENT_FAILURE);
      assertThat(report.noticedAt()).isEqualTo(2);
      assertThat(report.evidence())
          .containsExactly(
              "subgoal 1: program end, seen fail", "subgoal 2: program exception, seen nothing");
      assertThat(report.abort()).isTrue();
      Collections.rotate(events, 1);
    }
  }

  @Test
  void repairsAreCountedAndEndWithAnAbort() {
    EpisodeSupervisor supervisor = new EpisodeSupervisor(10, 1);
    for (int repair = 1; repair <= 2; repair++) {
      supervisor.take(event(0, Kind.EXCEPTION, repair * 100L));
      FailureReport report = supervisor.report("e", repair * 100L + 10).orElseThrow();
      assertThat(report.repair()).isEqualTo(repair);
      assertThat(report.abort()).isEqualTo(repair == 2);
    }
    assertThat(supervisor.due()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void subgoalsBeyondTheLimitAreCountedAndNotHeld() {
    EpisodeReplay replay = new EpisodeReplay(GateRules.Supervision.standard());
    replay.take(event(1_000, Kind.EXCEPTION, 0));
    replay.finish();
    assertThat(replay.refused()).isEqualTo(1);
    assertThat(replay.episodes()).isZero();
    assertThat(replay.failures()).isEmpty();
  }

  /** Looks at a subgoal that never fails are soon rare; those that fail are among the rest. */
  @Test
  void aReplayCountsTheLooksThatTheRateWouldHaveTaken() {
    EpisodeReplay replay = new EpisodeReplay(GateRules.Supervision.standard());
    for (int i = 0; i < 2_000; i++) {
      replay.take(new EpisodeEvent("e" + i, 0, Kind.SEEN_OK, "p", "", i));
      replay.take(
          new EpisodeEvent("e" + i, 1, i % 2 == 0 ? Kind.SEEN_FAIL : Kind.SEEN_OK, "p", "", i));
    }
    EpisodeReplay.Looks looks = replay.looked();
    assertThat(looks.all()).isEqualTo(4_000);
    assertThat(looks.taken()).isBetween(2_100L, 2_350L);
    assertThat(looks.failed()).isEqualTo(1_000);
    assertThat(looks.failedNotTaken()).isLessThan(10);
  }

  /** 20,000 episodes, each with a fault: found where it is with probability 1 - e. */
  @ParameterizedTest
  @ValueSource(doubles = {0, .1, .3})
  void localisationIsOneLessTheErrorOfTheLooks(double e) {
    EpisodeWorld world = new EpisodeWorld(4, 1, e, 0);
    EpisodeReplay replay = new EpisodeReplay(GateRules.Supervision.standard());
    int episodes = 20_000;
    for (long i = 0; i < episodes; i++) {
      world.draw(11, i, 0).forEach(replay::take);
    }
    replay.finish();
    Map<String, Integer> first = new TreeMap<>();
    replay.failures().forEach(f -> first.putIfAbsent(f.episode(), f.subgoal()));
    int right = 0;
    for (long i = 0; i < episodes; i++) {
      OptionalInt fault = world.fault(11, i);
      right += first.get("e" + i) == fault.orElseThrow() ? 1 : 0;
    }
    double sigma = Math.sqrt(e * (1 - e) / episodes);
    assertThat((double) right / episodes).isCloseTo(1 - e, within(3 * sigma + 1e-12));
  }

  @Test
  void checksAreMoreOftenWhereFailureIsLikely() {
    CheckRate rate = new CheckRate(.1, .1);
    // P(theta > .1) of a uniform is .9
    assertThat(rate.of(BetaCount.uniform())).isCloseTo(.1 + .9 * .9, within(1e-12));
    BetaCount sound = BetaCount.uniform();
    BetaCount frail = BetaCount.uniform();
    for (int i = 0; i < 100; i++) {
      sound.add(false);
      frail.add(i % 3 == 0);
    }
    // P(theta > x) of Beta(1, 101) is (1 - x)^101
    assertThat(rate.of(sound)).isCloseTo(.1 + .9 * Math.pow(.9, 101), within(1e-12));
    assertThat(rate.of(frail)).isGreaterThan(.99);
    int sampled = 0;
    for (int i = 0; i < 10_000; i++) {
      sampled += rate.sampled(sound, 1, 2, i) ? 1 : 0;
    }
    assertThat(sampled / 1e4).isCloseTo(rate.of(sound), within(.01));
  }

  private static EpisodeEvent event(int subgoal, Kind kind, long time) {
    return new EpisodeEvent("e", subgoal, kind, "p", "", time);
  }
}
