package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.MINUTE;
import static io.flyball.jobs.loop.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackPolarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What windows tell of feedback: of judges and their episodes, of responses, and of users. */
class FeedbackInWindowsTest {
  private static final long START = NOON - NOON % HOUR;

  private final List<SpecificRecord> records = new ArrayList<>();

  private EpisodeTurn.Builder turn(String episode, int turn, String answer) {
    return Events.turn(episode, START + turn * MINUTE, turn, answer);
  }

  /** The last window's values, by scope and metric. */
  private Map<String, Double> rows(String... sets) throws Exception {
    Map<String, Double> values = new TreeMap<>();
    Operators.rows(Events.config(sets), records)
        .forEach(row -> values.put(row.scope() + " " + row.metric(), row.value()));
    return values;
  }

  /** Ten users, of whom six are told the same farewell. */
  private void responses() {
    for (int i = 0; i < 10; i++) {
      String closing = i < 6 ? "Bye! Sending Love!" : "See page " + i + ".";
      records.add(
          turn("e" + i, 1, "a" + i)
              .setUser("u" + i)
              .setText("x".repeat(10 * i) + ". " + closing)
              .setScore(i / 10.0)
              .setFeedback(i < 5 ? FeedbackPolarity.NONE : FeedbackPolarity.GOOD)
              .setLast(true)
              .build());
    }
  }

  @Test
  void aPhraseThatSpreadsAcrossUsersIsTold() throws Exception {
    responses();
    Map<String, Double> rows = rows();
    assertThat(rows)
        .containsEntry("model/student response.RESPONSES", 10.0)
        .containsEntry("model/student response.USERS_TOLD", 10.0)
        .containsEntry("model/student response.WIDEST_PHRASE_USER_SHARE", 0.6)
        .containsEntry("phrase/sending love@student phrase.USERS", 6.0)
        .containsEntry("phrase/sending love@student phrase.USER_SHARE", 0.6);
    assertThat(rows.keySet()).noneMatch(key -> key.startsWith("phrase/see page"));
  }

  @Test
  void scoresAreHeldAgainstFeedbackAndLength() throws Exception {
    responses();
    Map<String, Double> rows = rows();
    assertThat(rows)
        .containsEntry("model/student response.SCORED", 10.0)
        .containsEntry("model/student response.AUROC", 1.0)
        .containsEntry("model/student response.BASE_RATE", 0.5);
    assertThat(rows.get("model/student response.SCORE_LENGTH_CORRELATION")).isGreaterThan(0.95);
  }

  @Test
  void aResponseWithoutWordsOrScoreIsNone() throws Exception {
    records.add(turn("e", 1, "a").setLast(true).build());
    assertThat(rows().keySet()).noneMatch(key -> key.contains("response."));
  }

  @Test
  void aUserWhoPraisesEverythingIsSuspect() throws Exception {
    for (int i = 0; i < 400; i++) {
      boolean lover = i % 8 == 0;
      records.add(
          turn("e" + i, 1, "a")
              .setUser(lover ? "lover" : "u" + i % 7)
              .setFeedback(lover || i % 5 == 0 ? FeedbackPolarity.GOOD : FeedbackPolarity.BAD)
              .setLast(true)
              .build());
    }
    assertThat(rows())
        .containsEntry("model/student response.USERS", 8.0)
        .containsEntry("model/student response.SUSPECT_USERS", 1.0)
        .containsEntry("model/student response.SUSPECT_SHARE", 50.0 / 120);
  }

  private Exposure shown(int id, long time, String user, String item, String category) {
    Exposure shown =
        Events.exposure("x" + id, time, user, item).setCategories(List.of(category)).build();
    records.add(shown);
    return shown;
  }

  @Test
  void aUserWhoTakesAllThatIsShownAndAnItemThatBurstsAreCounted() throws Exception {
    for (int i = 0; i < 600; i++) {
      long time = START + (i < 300 ? 0 : HOUR) + i;
      boolean greedy = i % 10 == 0;
      String item = i >= 300 && i % 3 == 0 ? "burst" : "i" + i;
      Exposure shown = shown(i, time, greedy ? "greedy" : "u" + i % 10, item, "c");
      if (greedy || i % 3 == 0) {
        records.add(Events.click("c" + i, time + 1, shown));
      }
    }
    assertThat(rows("loop.scopes=all"))
        .containsEntry("all reaction.USERS", 10.0)
        .containsEntry("all reaction.SUSPECT_USERS", 1.0)
        .containsEntry("all reaction.BURSTING_ITEMS", 1.0);
  }

  /** Three of four clicks were on drama; of what is shown next, half is. */
  @Test
  void biasDisparityIsToldForEachCategory() throws Exception {
    for (int i = 0; i < 4; i++) {
      Exposure shown = shown(i, START, "u" + i, "i" + i, i == 0 ? "comedy" : "drama");
      records.add(Events.click("c" + i, START + 1, shown));
    }
    shown(4, START + HOUR, "u", "i0", "comedy");
    shown(5, START + HOUR, "u", "i1", "drama");
    Map<String, Double> rows = rows("loop.scopes=all");
    assertThat(rows).containsEntry("category/comedy@all fairness.BIAS_DISPARITY", 1.0);
    assertThat(rows.get("category/drama@all fairness.BIAS_DISPARITY"))
        .isCloseTo(-1 / 3.0, within(1e-12));
  }

  @Test
  void constraintsAreToldForEachRound() throws Exception {
    for (int round = 0; round < 2; round++) {
      records.add(turn("a", round + 1, "x").setConstraints(2).setSatisfied(1 + round).build());
      records.add(turn("b", round + 1, "x").setConstraints(2).setSatisfied(round).build());
    }
    assertThat(rows())
        .containsEntry("judge/none judge.SOFT_SATISFACTION_0", 0.25)
        .containsEntry("judge/none judge.HARD_SATISFACTION_0", 0.0)
        .containsEntry("judge/none judge.SOFT_SATISFACTION_1", 0.75)
        .containsEntry("judge/none judge.HARD_SATISFACTION_1", 0.5)
        .containsEntry("judge/none judge.HARD_SATISFACTION_4", 0.5);
  }

  /** The known answer of "Try Again": A, A, B, C has E/T = 3/4, a penalty of .125. */
  @Test
  void repeatedProposalsAreFined() throws Exception {
    List<String> answers = List.of("A", "A", "B", "C");
    for (int i = 0; i < 4; i++) {
      records.add(turn("e", i + 1, answers.get(i)).setRight(i == 3).setLast(i == 3).build());
    }
    assertThat(rows())
        .containsEntry("judge/none judge.UNIQUE_PROPOSAL_RATIO", 0.75)
        .containsEntry("judge/none judge.MEAN_REPETITION_PENALTY", 0.125)
        .containsEntry("judge/none judge.GAIN_3", 0.0)
        .containsEntry("judge/none judge.GAIN_4", 1.0);
  }

  /** After "wrong" the answers change for good; after "right" they stay. */
  @Test
  void behaviourBeforeAndAfterAVerdictIsCompared() throws Exception {
    for (int i = 1; i <= 6; i++) {
      records.add(judged("moved", i, i > 3 ? "b" : "a", i == 3 ? FeedbackPolarity.BAD : null));
      records.add(judged("stayed", i, "a", i == 3 ? FeedbackPolarity.GOOD : null));
    }
    Map<String, Double> rows = rows("loop.behaviour-window=3 min");
    assertThat(rows)
        .containsEntry("judge/j judge.BEHAVIOUR_CHANGE_RATE", 0.5)
        .containsEntry("judge/j recent-verdicts.CHANGES", 1.0)
        .containsKey("judge/j recent-verdicts.CHANGE_AUROC");
    assertThat(rows.get("judge/j judge.MEAN_BEHAVIOUR_DIVERGENCE_NATS"))
        .isCloseTo(Math.log(2) / 2, within(1e-12));
  }

  private EpisodeTurn judged(String episode, int turn, String answer, FeedbackPolarity verdict) {
    return turn(episode, turn, answer)
        .setJudge("j")
        .setFeedback(verdict == null ? FeedbackPolarity.NONE : verdict)
        .setLast(turn == 6)
        .build();
  }

  /** Honest for three hours, then a judge says wrong of all that is right, and only of that. */
  @Test
  void aJudgesRecentVerdictsReachAcrossWindows() throws Exception {
    for (int i = 0; i < 20; i++) {
      boolean right = i % 2 == 0;
      boolean good = i < 15 ? right : !right;
      records.add(
          Events.turn("e" + i, START + i * HOUR / 5, 1, "a")
              .setJudge("j")
              .setRight(right)
              .setFeedback(good ? FeedbackPolarity.GOOD : FeedbackPolarity.BAD)
              .setLast(true)
              .build());
    }
    assertThat(rows())
        .containsEntry("judge/j recent-verdicts.VERDICTS", 20.0)
        .containsEntry("judge/j recent-verdicts.NEGATIVE_ON_RIGHT", 0.2)
        .containsEntry("judge/j recent-verdicts.NEGATIVE_ON_WRONG", 0.7)
        .containsEntry("judge/j recent-verdicts.TRUST_WEIGHT", 8 / 12.0 - 3 / 12.0)
        .containsEntry("judge/j recent-verdicts.INTENT", 4.0)
        .containsEntry("judge/j judge.YOUDEN_J", -1.0);
    assertThat(rows("loop.judge-verdicts=4"))
        .containsEntry("judge/j recent-verdicts.VERDICTS", 4.0)
        .containsEntry("judge/j recent-verdicts.INTENT", 2.0);
    assertThat(rows("loop.past=1 h"))
        .as("as far as the past reaches")
        .containsEntry("judge/j recent-verdicts.VERDICTS", 10.0);
  }
}
