package io.flyball.jobs.dataloop;

import static io.flyball.jobs.dataloop.Fixtures.MINUTE;
import static io.flyball.jobs.dataloop.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.dataloop.JudgedSample;
import io.flyball.core.dataloop.SampleVerdict;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.SteerableKey;
import io.flyball.schemas.LabelOpinion;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataloopControlTest {
  private static final DataloopConfig CONFIG = Fixtures.config();

  private static void send(Subtasks<DataloopRecord, RateEvent> play, SpecificRecord... records)
      throws Exception {
    for (SpecificRecord record : records) {
      DataloopRecord taken = Fixtures.taken(CONFIG, record);
      play.send(taken, taken.time());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          samples.judges    | 0    | at least 1
          samples.window    | 2 h  | unknown parameter samples.window; allowed are samples.judges
          samples.weights   | 1    | unknown parameter samples.weights
          samples.weights.a | -1   | the weight of judge a must lie in [0, 1e6], found -1
          samples.deadline  | 31 d | must be shorter than dataloop.forget
          search.explore    | x    | search.explore
          tasks.beta        | 30   | unknown parameter tasks.beta
          """)
  void whatCannotBeSteeredIsRefused(String key, String value, String sentence) {
    String fault =
        DataloopSteering.of(CONFIG).fault(Fixtures.control(1, Map.of(key, value)).update());

    assertThat(fault).contains(sentence);
  }

  @Test
  void whatMayBeSteeredIsListedWithItsDefault() {
    JobSteering steering = DataloopSteering.of(CONFIG);

    assertThat(steering.keys())
        .extracting(SteerableKey::key)
        .containsExactly(
            "samples.judges",
            "samples.deadline",
            "samples.sure",
            "samples.weights.<NAME>",
            "search.exploit",
            "search.explore",
            "search.depth");
    assertThat(steering.reads("dataloop")).isTrue();
    assertThat(steering.reads("dataloop/s")).isFalse();
  }

  @Test
  void theHighestVersionHoldsAndAWrongOneIsToldOnce() throws Exception {
    try (var play = new Subtasks<>(Fixtures.play(CONFIG), 2, false)) {
      Fixtures.steer(play, 3, Map.of("samples.judges", "1"));
      Fixtures.steer(play, 2, Map.of("samples.judges", "2"));
      Fixtures.steer(play, 4, Map.of("samples.judges", "none"));
      send(
          play,
          Fixtures.probe("s", 0, "a", "b"),
          Fixtures.vote("s", 1, "x", LabelOpinion.RESPONSE1_INCORRECT));
      play.watermark(NOON + 1);

      assertThat(play.side(PlayFunction.TRAIN))
          .singleElement()
          .extracting(JudgedSample::votes)
          .isEqualTo(1);
      assertThat(play.side(PlayFunction.ALERTS))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.kind()).isEqualTo("CONTROL_REJECTED");
                assertThat(alert.summary()).contains("control version 4", "samples.judges");
              });
    }
  }

  @Test
  void aJudgeIsSilencedByItsWeight() throws Exception {
    try (var play = new Subtasks<>(Fixtures.play(CONFIG), 1, false)) {
      Fixtures.steer(play, 1, Map.of("samples.weights.x", "0", "samples.weights.y", "0"));
      send(
          play,
          Fixtures.probe("s", 0, "a", "b"),
          Fixtures.vote("s", 1, "x", LabelOpinion.RESPONSE1_INCORRECT),
          Fixtures.vote("s", 2, "y", LabelOpinion.RESPONSE1_INCORRECT),
          Fixtures.vote("s", 3, "z", LabelOpinion.RESPONSE2_INCORRECT));
      play.watermark(NOON + 3);

      assertThat(play.side(PlayFunction.EXPAND))
          .singleElement()
          .extracting(JudgedSample::verdict)
          .isEqualTo(SampleVerdict.MODEL_INCORRECT);
    }
  }

  @Test
  void aLongerDeadlineHoldsForSamplesThatWait() throws Exception {
    try (var play = new Subtasks<>(Fixtures.play(CONFIG), 1, false)) {
      send(play, Fixtures.probe("s", 0, "a", "b"));
      play.watermark(NOON);
      Fixtures.steer(play, 1, Map.of("samples.deadline", "2 h"));
      play.watermark(NOON + 119 * MINUTE);
      assertThat(play.side(PlayFunction.DROP)).isEmpty();
      play.watermark(NOON + 120 * MINUTE);

      List<JudgedSample> dropped = play.side(PlayFunction.DROP);
      assertThat(dropped)
          .singleElement()
          .extracting(JudgedSample::time)
          .isEqualTo(NOON + 120 * MINUTE);
      play.watermark(Long.MAX_VALUE);
      assertThat(play.counts()).containsEntry("SAMPLES", 1L);
    }
  }

  @Test
  void searchesAreScoredByTheUpdate() throws Exception {
    try (var play = new Subtasks<>(Fixtures.play(CONFIG), 1, false)) {
      Fixtures.steer(play, 1, Map.of("search.exploit", "0", "search.depth", "0"));
      send(
          play,
          Fixtures.step("q", 0, "root", "", 10.0),
          Fixtures.step("q", 1, "good", "root", 40.0),
          Fixtures.step("q", 2, "bad", "root", -40.0));
      play.watermark(NOON + 2);
      List<SearchRow> steered = play.side(PlayFunction.SEARCHES);

      try (var plain = new Subtasks<>(Fixtures.play(CONFIG), 1, false)) {
        send(
            plain,
            Fixtures.step("q", 0, "root", "", 10.0),
            Fixtures.step("q", 1, "good", "root", 40.0),
            Fixtures.step("q", 2, "bad", "root", -40.0));
        plain.watermark(NOON + 2);
        assertThat(plain.side(PlayFunction.SEARCHES).get(2).next()).isEqualTo("good");
      }
      assertThat(steered.get(2).next()).isNotEqualTo("good");
    }
  }
}
