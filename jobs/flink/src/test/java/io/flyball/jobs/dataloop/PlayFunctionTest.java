package io.flyball.jobs.dataloop;

import static io.flyball.jobs.dataloop.Fixtures.MINUTE;
import static io.flyball.jobs.dataloop.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.env.ChainEnvironment;
import io.flyball.core.dataloop.JudgedSample;
import io.flyball.core.dataloop.SampleVerdict;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.LabelOpinion;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class PlayFunctionTest {
  private static Subtasks<DataloopRecord, RateEvent> played(
      DataloopConfig config, List<? extends SpecificRecord> records) throws Exception {
    Subtasks<DataloopRecord, RateEvent> play = new Subtasks<>(Fixtures.play(config), 1, false);
    for (SpecificRecord record : records) {
      DataloopRecord taken = Fixtures.taken(config, record);
      play.send(taken, taken.time());
    }
    return play;
  }

  @Test
  void votesBeforeTheProbeAndOutOfOrderRepairALabel() throws Exception {
    try (var play =
        played(
            Fixtures.config(),
            List.of(
                Fixtures.vote("s", 30, "c", LabelOpinion.RESPONSE1_INCORRECT),
                Fixtures.vote("s", 5, "a", LabelOpinion.RESPONSE1_INCORRECT),
                Fixtures.probe("s", 10, "wrong", "right"),
                Fixtures.vote("s", 20, "b", null)))) {
      play.watermark(NOON + 29);
      assertThat(play.side(PlayFunction.TRAIN)).isEmpty();
      play.watermark(NOON + 30);

      JudgedSample judged = play.side(PlayFunction.TRAIN).get(0);
      assertThat(judged.verdict()).isEqualTo(SampleVerdict.ORIGINAL_INCORRECT);
      assertThat(judged.label()).containsExactly("right");
      assertThat(play.main())
          .containsExactly(
              new RateEvent("noise/crawl", NOON + 30, true),
              new RateEvent("mastery/search", NOON + 30, true));
      play.watermark(Long.MAX_VALUE);
      assertThat(play.entries()).as("entries left behind").isZero();
    }
  }

  @Test
  void aSampleWithoutVotesIsDroppedAtItsDeadline() throws Exception {
    try (var play =
        played(
            Fixtures.config("dataloop.samples.deadline=10 min"),
            List.of(
                Fixtures.probe("s", 0, "a", "b"),
                Fixtures.vote("s", 10 * MINUTE + 1, "a", LabelOpinion.BOTH_CORRECT)))) {
      play.watermark(NOON + 10 * MINUTE - 1);
      assertThat(play.side(PlayFunction.DROP)).isEmpty();
      play.watermark(NOON + 10 * MINUTE);
      JudgedSample judged = play.side(PlayFunction.DROP).get(0);
      assertThat(judged.verdict()).isEqualTo(SampleVerdict.FAILED);
      assertThat(judged.time()).isEqualTo(NOON + 10 * MINUTE);
      play.watermark(Long.MAX_VALUE);
      assertThat(play.counts()).containsEntry("UNDECIDED", 1L).containsEntry("SAMPLES", 1L);
      assertThat(play.entries()).isZero();
    }
  }

  @Test
  void aSearchTellsItsNextNodeAndRefusesWhatIsTooMuch() throws Exception {
    try (var play =
        played(
            Fixtures.config("dataloop.search.nodes=2"),
            List.of(
                Fixtures.step("q", 0, "root", "", 10.0),
                Fixtures.step("q", 1, "leaf", "root", null),
                Fixtures.step("q", 2, "leaf", null, 75.0),
                Fixtures.step("q", 3, "third", "root", null)))) {
      play.watermark(Long.MAX_VALUE);
      List<SearchRow> rows = play.side(PlayFunction.SEARCHES);
      assertThat(rows).extracting(SearchRow::next).containsExactly("root", "leaf", "leaf");
      assertThat(rows.get(2).best()).containsExactly("root", "leaf");
      assertThat(rows.get(2).evaluated()).isEqualTo(2);
      DeadLetter letter = play.side(PlayFunction.REFUSED).get(0);
      assertThat(letter.reason()).isEqualTo(Reason.OUT_OF_RANGE);
      assertThat(letter.message()).contains("2 nodes, the most allowed");
      assertThat(play.entries()).isZero();
    }
  }

  @Test
  void aTaskIsPlannedSeldomAndForTheLongRun() throws Exception {
    DataloopConfig config =
        Fixtures.config(
            "dataloop.tasks.bonus=2", "dataloop.tasks.states=2", "dataloop.tasks.actions=2");
    ChainEnvironment chain = new ChainEnvironment(3);
    try (Subtasks<DataloopRecord, RateEvent> play =
        new Subtasks<>(Fixtures.play(config), 1, false)) {
      for (int t = 0; t < 3000; t++) {
        chain.begin(t);
        int state = chain.state();
        int action = chain.policyDraw(t) < .5 ? 0 : 1;
        double reward = chain.reward(action);
        DataloopRecord step =
            Fixtures.taken(
                config,
                Fixtures.transition(
                    "chain",
                    t,
                    "s" + state,
                    action == 0 ? "stay" : "move",
                    reward,
                    "s" + chain.state()));
        play.send(step, step.time());
      }
      play.watermark(NOON + 4000);
      List<PlanRow> plans = play.side(PlayFunction.PLANS);
      PlanRow last = plans.get(plans.size() - 1);
      assertThat(plans).hasSizeBetween(3, 12);
      assertThat(plans).extracting(PlanRow::version).isSorted().doesNotHaveDuplicates();
      assertThat(last.policy().get(last.states().indexOf("s0"))).isEqualTo("move");
      assertThat(last.policy().get(last.states().indexOf("s1"))).isEqualTo("stay");
      assertThat(last.gain()).isCloseTo(.88, within(.15));
    }
  }

  @Test
  void aRepeatedIdIsCountedAndOneWithAnotherContentIsADeadLetter() throws Exception {
    try (var play =
        played(
            Fixtures.config(),
            List.of(
                Fixtures.transition("t", 0, "x", "a", 1, "x"),
                Fixtures.transition("t", 0, "x", "a", 1, "x"),
                Fixtures.transition("t", 0, "x", "a", 2, "x")))) {
      play.watermark(Long.MAX_VALUE);
      assertThat(play.counts())
          .containsEntry("APPLIED", 1L)
          .containsEntry("REPEATED", 1L)
          .containsEntry("REFUSED", 1L);
    }
  }
}
