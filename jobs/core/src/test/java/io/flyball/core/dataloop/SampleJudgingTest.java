package io.flyball.core.dataloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.dataloop.LabelVote.Opinion;
import io.flyball.core.dataloop.SampleVerdict.Route;
import io.flyball.core.random.Draws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleJudgingTest {
  private static final SampleRules RULES = new SampleRules(3, 1000, 1.5, Map.of());

  private static SampleProbe probe(List<String> label, List<String> answer) {
    return new SampleProbe("s", "crawl", "search", label, answer, -10, 20, 100);
  }

  private static LabelVote vote(String judge, Opinion opinion) {
    return new LabelVote("s", judge, opinion, 200);
  }

  @ParameterizedTest
  @CsvSource({
    "'', FAILED, DROP",
    "1, FAILED, DROP",
    "B, FAILED, DROP",
    "1 1, ORIGINAL_INCORRECT, TRAIN",
    "1 2, FAILED, DROP",
    "1 1 2, ORIGINAL_INCORRECT, TRAIN",
    "2 B 2, MODEL_INCORRECT, EXPAND",
    "N B B, BOTH_CORRECT, TRAIN",
    "N N 1, BOTH_INCORRECT, EXPAND",
    "N N N, BOTH_INCORRECT, EXPAND",
    "1 2 B, FAILED, DROP",
    "? ? 2, FAILED, DROP"
  })
  void theTableOfVotes(String votes, SampleVerdict verdict, Route route) {
    SampleJudging sample = new SampleJudging(RULES);
    Optional<JudgedSample> judged = sample.take(probe(List.of("a"), List.of("b")));
    int judge = 0;
    for (String vote : votes.isEmpty() ? new String[0] : votes.split(" ", -1)) {
      Opinion opinion =
          switch (vote) {
            case "1" -> Opinion.RESPONSE1_INCORRECT;
            case "2" -> Opinion.RESPONSE2_INCORRECT;
            case "B" -> Opinion.BOTH_CORRECT;
            case "N" -> Opinion.BOTH_INCORRECT;
            default -> null;
          };
      judged = sample.take(vote("judge " + judge++, opinion));
    }

    assertThat(judged.or(() -> sample.expire(1100)).orElseThrow().verdict()).isEqualTo(verdict);
    assertThat(verdict.route()).isEqualTo(route);
  }

  @Test
  void whatTheModelKnowsNeedsNoJudge() {
    List<String> label = List.of("a(1)", "b()", "a(1)");
    List<String> same = List.of("b()", "a(1)", "a(1)");

    assertThat(new SampleJudging(RULES).take(probe(label, same)).orElseThrow().verdict())
        .as("perplexity e^.5")
        .isEqualTo(SampleVerdict.BORDERLINE);
    assertThat(
            new SampleJudging(new SampleRules(3, 0, 1.7, Map.of()))
                .take(probe(label, same))
                .orElseThrow()
                .verdict())
        .isEqualTo(SampleVerdict.MASTERED);
    assertThat(probe(label, List.of("b()", "a(1)")).agrees()).isFalse();
    assertThat(probe(label, same).perplexity()).isCloseTo(Math.exp(.5), within(1e-12));
    assertThatThrownBy(() -> new SampleProbe("s", "", "", label, same, 1, 1, 0))
        .hasMessageContaining("[-1e12, 0]");
  }

  @Test
  void aWrongLabelIsReplacedByTheAnswer() {
    SampleJudging sample = new SampleJudging(RULES);
    assertThat(sample.take(vote("x", Opinion.RESPONSE1_INCORRECT))).isEmpty();
    assertThat(sample.take(vote("x", Opinion.RESPONSE2_INCORRECT))).as("again").isEmpty();
    assertThat(sample.deadline()).as("before the probe").isEmpty();
    assertThat(sample.take(probe(List.of("a"), List.of("b")))).isEmpty();
    assertThat(sample.deadline()).contains(1100L);
    assertThat(sample.take(vote("y", null))).isEmpty();

    JudgedSample judged = sample.take(vote("z", Opinion.RESPONSE1_INCORRECT)).orElseThrow();

    assertThat(judged.verdict()).isEqualTo(SampleVerdict.ORIGINAL_INCORRECT);
    assertThat(judged.label()).containsExactly("b");
    assertThat(judged.votes()).isEqualTo(3);
    assertThat(sample.deadline()).isEmpty();
    assertThat(sample.expire(2000)).isEmpty();
    assertThat(sample.take(vote("w", Opinion.BOTH_CORRECT))).isEmpty();
  }

  @Test
  void judgesCountByTheirWeights() {
    SampleRules rules = new SampleRules(3, 1000, 1.5, Map.of("good", 2.5, "bad", 0.0));
    SampleJudging outvoted = new SampleJudging(rules);
    outvoted.take(probe(List.of("a"), List.of("b")));
    outvoted.take(vote("x", Opinion.RESPONSE2_INCORRECT));
    outvoted.take(vote("y", Opinion.RESPONSE2_INCORRECT));
    SampleJudging silenced = new SampleJudging(rules);
    silenced.take(probe(List.of("a"), List.of("b")));
    silenced.take(vote("bad", Opinion.RESPONSE2_INCORRECT));
    silenced.take(vote("x", Opinion.RESPONSE2_INCORRECT));
    SampleJudging late = new SampleJudging(rules);
    late.take(probe(List.of("a"), List.of("b")));
    late.take(vote("x", Opinion.RESPONSE2_INCORRECT));

    assertThat(outvoted.take(vote("good", Opinion.RESPONSE1_INCORRECT)).orElseThrow().verdict())
        .as("2.5 of 4.5")
        .isEqualTo(SampleVerdict.ORIGINAL_INCORRECT);
    assertThat(silenced.take(vote("y", Opinion.RESPONSE1_INCORRECT)).orElseThrow().verdict())
        .as("1 of 2 each")
        .isEqualTo(SampleVerdict.FAILED);
    assertThat(late.expire(1100).orElseThrow().verdict())
        .as("1 of 3, of whom two are silent")
        .isEqualTo(SampleVerdict.FAILED);
    assertThatThrownBy(() -> new SampleRules(3, 0, 1, Map.of("x", Double.NaN)))
        .hasMessageContaining("judge x");
  }

  @Test
  void aMissingVoteIsNotAwaitedForEver() {
    SampleJudging sample = new SampleJudging(RULES);
    sample.take(probe(List.of("a"), List.of("b")));
    sample.take(vote("x", Opinion.RESPONSE2_INCORRECT));
    SampleJudging two = new SampleJudging(RULES);
    two.take(probe(List.of("a"), List.of("b")));
    two.take(vote("x", Opinion.RESPONSE2_INCORRECT));
    two.take(vote("y", Opinion.RESPONSE2_INCORRECT));

    assertThat(sample.expire(1100).orElseThrow().verdict()).isEqualTo(SampleVerdict.FAILED);
    assertThat(two.expire(1100).orElseThrow().verdict()).isEqualTo(SampleVerdict.MODEL_INCORRECT);
  }

  /** Labels are wrong with probability e, answers to right ones with w; judges err alone. */
  @Test
  void judgesOfEightyPercentLeaveTheNoiseOfTheClosedForm() {
    double a = .8;
    double e = .2;
    double w = .3;
    int n = 40_000;
    LoopRates rates = new LoopRates();
    int asked = 0;
    int right = 0;
    int noise = 0;
    for (int i = 0; i < n; i++) {
      boolean wrong = Draws.uniform(1, 1, i) < e;
      boolean answers = wrong || Draws.uniform(1, 2, i) >= w;
      SampleJudging sample = new SampleJudging(RULES);
      Optional<JudgedSample> judged =
          sample.take(
              probe(List.of(wrong ? "wrong" : "right"), List.of(answers ? "right" : "wrong")));
      for (int j = 0; judged.isEmpty(); j++) {
        boolean true1 = wrong == (Draws.uniform(1, 3 + j, i) < a);
        judged =
            sample.take(
                vote(
                    "judge " + j,
                    true1 ? Opinion.RESPONSE1_INCORRECT : Opinion.RESPONSE2_INCORRECT));
        if (judged.isPresent()) {
          asked++;
          right += judged.get().verdict().mislabelled() == wrong ? 1 : 0;
        }
      }
      noise += judged.get().label().equals(List.of("wrong")) ? 1 : 0;
      rates.add(judged.get());
    }
    double majority = 3 * a * a - 2 * a * a * a;
    double left = (e + (1 - e) * w) * (1 - majority);

    assertThat(majority).isCloseTo(.896, within(1e-12));
    assertThat((double) right / asked)
        .isCloseTo(majority, within(3 * Math.sqrt(majority * (1 - majority) / asked)));
    assertThat((double) noise / n).isCloseTo(left, within(3 * Math.sqrt(left * (1 - left) / n)));
    double found = e * majority + (1 - e) * w * (1 - majority);
    LoopRates.Rate source = rates.noise().get("crawl");
    assertThat(source.rate()).isCloseTo(found, within(3 * Math.sqrt(found * (1 - found) / n)));
    assertThat(source.low()).isLessThan(found);
    assertThat(source.high()).isGreaterThan(found);
    assertThat(source.of()).isEqualTo(n);
  }

  @Test
  void masteryIsABetaPosterior() {
    LoopRates rates = new LoopRates();
    SampleProbe known = probe(List.of("a"), List.of("a"));
    rates.add(new JudgedSample(known, SampleVerdict.MASTERED, known.label(), 0, 0));
    rates.add(new JudgedSample(known, SampleVerdict.FAILED, known.label(), 0, 0));

    LoopRates.Rate rate = rates.mastery().get("search");

    assertThat(rate.of()).isOne();
    assertThat(rate.rate()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(rate.low()).isCloseTo(Math.sqrt(.025), within(1e-6));
    assertThat(rate.high()).isCloseTo(Math.sqrt(.975), within(1e-6));
  }
}
