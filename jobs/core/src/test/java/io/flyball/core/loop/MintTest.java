package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.random.Draws;
import io.flyball.core.stats.LinearFit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers on the 37,504 released MINT episodes, to the printed digits. */
class MintTest {

  /** One student under one source of feedback and one limit of turns. */
  private record Setting(String model, String provider, String form, int maxTurns) {}

  private static Map<Setting, List<Episode>> episodes;

  @BeforeAll
  static void load() {
    Map<Setting, Map<String, Episode>> byTask = new LinkedHashMap<>();
    for (String[] row : Resources.rows("mint_turns.csv.gz")) {
      Setting setting = new Setting(row[0], row[1], row[2], Integer.parseInt(row[3]));
      Episode episode =
          byTask
              .computeIfAbsent(setting, key -> new LinkedHashMap<>())
              .computeIfAbsent(row[4] + '/' + row[5], key -> new Episode());
      if (!row[7].equals("none")) {
        episode.add(
            new Episode.Turn(Draws.hash64(row[8]), row[7].equals("solution"), polarity(row[9])));
      }
      episode.solved(row[11].equals("1"));
    }
    episodes = new LinkedHashMap<>();
    byTask.forEach((setting, tasks) -> episodes.put(setting, List.copyOf(tasks.values())));
  }

  private static Polarity polarity(String text) {
    return text.isEmpty() ? Polarity.NONE : Polarity.valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Test
  void everySettingHasTheKnownEffectiveness() {
    List<String[]> expected = Resources.rows("mint_expected.csv");
    assertThat(expected).hasSameSizeAs(episodes.keySet());
    for (String[] row : expected) {
      Setting setting = new Setting(row[0], row[1], row[2], Integer.parseInt(row[3]));
      FeedbackEffectiveness all = effectiveness(setting);
      assertThat(
              Stream.of(
                      all.episodes() + "",
                      all.successes() + "",
                      digits(2, 100 * all.successRate()),
                      digits(4, all.meanTurns()),
                      all.episodesWithProposal() + "",
                      digits(4, all.uniqueProposalRatio()),
                      all.revisions() + "",
                      all.repeats() + "",
                      digits(4, all.repeatRate()),
                      all.afterBad() + "",
                      all.changedAfterBad() + "",
                      all.afterGood() + "",
                      all.changedAfterGood() + "")
                  .map(MintTest::plain)
                  .toList())
          .as(setting.toString())
          .isEqualTo(List.of(row).subList(4, 17).stream().map(MintTest::plain).toList());
    }
  }

  @Test
  void slopesOverTheTurnLimitAreTheKnownOnes() {
    for (String[] row : Resources.rows("mint_slopes.csv")) {
      double[] percent = new double[5];
      for (int k = 1; k <= 5; k++) {
        percent[k - 1] =
            Math.round(1e4 * effectiveness(new Setting(row[0], "None", "none", k)).successRate())
                / 100.0;
      }
      LinearFit fit = LinearFit.overIndex(percent);
      assertThat(plain(digits(4, fit.slope()))).as(row[0]).isEqualTo(plain(row[6]));
      assertThat(plain(digits(4, fit.r2()))).as(row[0]).isEqualTo(plain(row[7]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4-0613, no_GT-textual, 51.37, 15.19, 1043, 197, 0.682, -0.137, 0.819, 0.160",
    "gpt-4-0613, GT-textual, 47.44, 11.26, 1099, 199, 0.693, -0.213, 0.906, 0.168",
    "gpt-4-0613, no_GT-binary, 38.91, 2.73, 629, 1116, -0.279, -0.501, 0.222, 0.348",
    "gpt-3.5-turbo-16k-0613, no_GT-binary, 39.42, 3.24, 946, 834, 0.063, -0.445, 0.508, 0.172",
    "CodeLlama-34b-Instruct-hf, no_GT-textual, 39.42, 3.24, 1303, 283, 0.643, -0.477, 1.120, 0.158",
    "claude-instant-1, no_GT-textual, 37.71, 1.53, 778, 10, 0.975, -0.398, 1.373, 0.025",
    "Llama-2-70b-hf, no_GT-textual, 35.67, -0.51, 996, 660, 0.203, -0.533, 0.736, 0.260",
    "Mistral-7B-Instruct-v0.1, no_GT-textual, 26.79, -9.39, 210, 0, 1.000, -0.210, 1.210, NaN",
    "gpt-3.5-turbo-16k-0613, no_GT-textual, 25.77, -10.41, 40, 3, 0.860, -0.674, 1.535, -0.374",
    "Llama-2-70b-chat-hf, no_GT-textual, 22.18, -14.00, 13, 1, 0.857, -0.571, 1.429, -0.531"
  })
  void theJudgesOfGpt35HaveTheirKnownEffect(
      String provider,
      String form,
      String success,
      String delta,
      long good,
      long bad,
      String immediate,
      String hindsight,
      String gap,
      String phi) {
    String student = "gpt-3.5-turbo-0613";
    Setting setting = new Setting(student, provider, form, 5);
    double rate = 100 * effectiveness(setting).successRate();
    double without = 100 * effectiveness(new Setting(student, "None", "none", 5)).successRate();
    assertThat(digits(2, rate)).isEqualTo(success);
    // The published difference is that of the rounded rates.
    assertThat(new BigDecimal(digits(2, rate)).subtract(new BigDecimal(digits(2, without))))
        .isEqualTo(new BigDecimal(delta));
    JudgeReliability judge = new JudgeReliability();
    for (Episode episode : episodes.get(setting)) {
      episode.turns().forEach(turn -> judge.add(turn.feedback(), episode.solved()));
    }
    assertThat(judge.good()).isEqualTo(good);
    assertThat(judge.bad()).isEqualTo(bad);
    assertThat(digits(3, judge.meanImmediate())).isEqualTo(immediate);
    assertThat(digits(3, judge.meanHindsight())).isEqualTo(hindsight);
    assertThat(digits(3, judge.gap())).isEqualTo(gap);
    assertThat(digits(3, judge.phi())).isEqualTo(phi);
  }

  @Test
  void partsMergeIntoTheWhole() {
    Setting setting = new Setting("gpt-4-0613", "None", "none", 5);
    FeedbackEffectiveness left = new FeedbackEffectiveness();
    FeedbackEffectiveness right = new FeedbackEffectiveness();
    List<Episode> all = episodes.get(setting);
    all.subList(0, 200).forEach(left::add);
    all.subList(200, all.size()).forEach(right::add);
    left.merge(right);
    assertThat(left).usingRecursiveComparison().isEqualTo(effectiveness(setting));
  }

  private static FeedbackEffectiveness effectiveness(Setting setting) {
    FeedbackEffectiveness all = new FeedbackEffectiveness();
    episodes.get(setting).forEach(all::add);
    return all;
  }

  private static String digits(int count, double value) {
    return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%." + count + "f", value);
  }

  /** The tables drop trailing zeros and leave undefined rates empty. */
  private static String plain(String text) {
    return text.isEmpty() || text.equals("NaN")
        ? "NaN"
        : new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
