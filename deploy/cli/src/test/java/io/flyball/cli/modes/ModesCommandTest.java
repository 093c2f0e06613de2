package io.flyball.cli.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.core.random.Draws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModesCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DAY = 86_400_000;
  private static final long START = 1_600_000_000_000L;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'user,state,time\n', 'no row that names entity, state and time'",
    "'user,state,time\na,x,1600000000\n', 'one state only'",
    "'user,state,time\na,x,1600000000\nb,y,1600000000\n', 'no entity of the log is seen twice'",
    "'user,time\na,1600000000\n', 'no column for state'"
  })
  void aLogThatHasNoRatesIsOneSentence(String text, String sentence) throws IOException {
    CommandRun run = run("fit", file("log.csv", text).toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "--states, 13, 2 to 12",
    "--method, best, em or naive",
    "--unit, fortnight, a window is a positive whole number",
    "--prior, -1, a prior has"
  })
  void anOptionThatIsNoneIsInvalidUsage(String option, String value, String sentence)
      throws IOException {
    Path log = file("log.csv", "user,state,time\na,x,1600000000\na,y,1600086400\n");
    CommandRun run = run("fit", log.toString(), option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  /** Two states, .7 and .3 jumps a day, seen every two days: half of the jumps are never seen. */
  @Test
  void fitFindsRatesBetweenLooks() throws IOException {
    StringBuilder log = new StringBuilder("machine,state,time\n");
    for (int machine = 0; machine < 2_000; machine++) {
      int state = Draws.uniform(1, machine, 0) < .3 ? 0 : 1;
      for (int look = 0; look < 6; look++) {
        log.append(
            String.format(
                Locale.ROOT,
                "m%d,%s,%d%n",
                machine,
                state == 0 ? "idle" : "busy",
                START + 2L * look * DAY));
        double stay = state == 0 ? .394734698266 : 1 - .3 * (1 - Math.exp(-2));
        state = Draws.uniform(1, machine, look + 1) < stay ? state : 1 - state;
      }
    }
    Path file = file("looks.csv", log.toString());
    Path picture = folder.resolve("chain.svg");
    JsonNode em = json(run("fit", file.toString(), "--json", "--plot", picture.toString()));
    assertThat(em.at("/states").toString()).isEqualTo("[\"busy\",\"idle\"]");
    assertThat(em.at("/rates/1/0").asDouble()).isCloseTo(.7, within(.06));
    assertThat(em.at("/rates/0/1").asDouble()).isCloseTo(.3, within(.03));
    assertThat(em.at("/relaxationTime").asDouble()).isCloseTo(1, within(.08));
    assertThat(Files.readString(picture)).contains("<circle", "idle", "30.", "</svg>");
    JsonNode naive = json(run("fit", file.toString(), "--json", "--method", "naive"));
    assertThat(naive.at("/rates/1/0").asDouble()).isLessThan(.35);
    JsonNode jumps = json(run("fit", file.toString(), "--json", "--jumps"));
    assertThat(jumps.at("/rates/1/0").asDouble()).isCloseTo(.3, within(.02));
    assertThat(jumps.at("/logLikelihood").isNull()).isTrue();
    JsonNode windows = json(run("fit", file.toString(), "--json", "--window", "2w")).at("/windows");
    assertThat(windows).isNotEmpty();
    assertThat(windows.get(0).at("/relaxationTime").asDouble()).isCloseTo(1, within(.2));
    CommandRun table = run("fit", file.toString(), "--window", "2w");
    assertThat(table.out()).contains("START", "RELAXATION");
    assertThat(table.out()).contains("STATE", "> busy", "relaxation", "x 1d");
    assertThat(table.err()).contains("12,000 looks, 10,000 pairs of 2,000 entities");
  }

  @Test
  void withoutAPriorAChainThatIsNeverLeftIsNotIdentified() throws IOException {
    Path log = file("log.csv", "user,state,time\na,x,1600000000\na,y,1600086400\n");
    CommandRun run = run("fit", log.toString(), "--prior", "0");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("not identified", "--prior");
  }

  /** The chain of eight symbols whose likelihood brute force has, and a symbol without a name. */
  @Test
  void filterTellsTheHiddenStateAndItsChanges() throws IOException {
    StringBuilder log = new StringBuilder("user,symbol,time\n");
    int[] symbols = {0, 0, 2, 1, 2, 2, 0, 0};
    for (int t = 0; t < symbols.length; t++) {
      log.append("ada,").append("abc".charAt(symbols[t])).append(',');
      log.append(START + t * DAY).append('\n');
    }
    log.append("ada,other,").append(START + 9 * DAY).append('\n');
    CommandRun run =
        run("filter", file("log.csv", log.toString()).toString(), "--model", model(), "--json");
    assertThat(run.err()).contains("8 symbols, log-likelihood -10.239717; 0 impossible, 1 unknown");
    List<String> modes = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      modes.add(
          JSON.readTree(line).at("/left").asText()
              + ">"
              + JSON.readTree(line).at("/mode").asText());
    }
    assertThat(modes).containsExactly("low>mid", "mid>high", "high>mid", "mid>low");
  }

  @Test
  void filterLearnsAModelThatItReadsAgain() throws IOException {
    StringBuilder log = new StringBuilder("user,symbol,time\n");
    for (int t = 0; t < 600; t++) {
      log.append("u").append(t / 100).append(',').append("ac".charAt(t / 10 % 2)).append(',');
      log.append(START + t * DAY).append('\n');
    }
    Path learned = folder.resolve("learned.json");
    Path file = file("log.csv", log.toString());
    CommandRun given =
        run("filter", file.toString(), "--model", model(), "--learn", learned.toString());
    CommandRun fitted = run("filter", file.toString(), "--model", learned.toString());
    assertThat(logLikelihood(fitted)).isGreaterThan(logLikelihood(given) + 25);
  }

  private static double logLikelihood(CommandRun run) {
    return Double.parseDouble(run.err().replaceAll("(?s).*log-likelihood (-[0-9.]+);.*", "$1"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', 'symbols must list names'",
    "'{\"symbols\":[\"a\"],\"initial\":[1,0],\"transition\":[[1,0],[0,1]],\"emission\":[[1],[.5]]}',"
        + " 'row 1 of emission must sum to 1'",
    "'{\"symbols\":[\"a\"],\"initial\":[1]}', 'transition must hold a row'",
    "'{\"symbols\":[\"a\"],\"initial\":[1,0],\"rates\":[[0,1],[0,0]],\"emission\":[[1],[1]]}',"
        + " 'row 0 of the rates must sum to 0'",
    "'{\"symbols\":[\"a\"],\"initial\":[\"x\"]}', 'initial must hold numbers'"
  })
  void aModelThatIsNoneIsOneSentence(String text, String sentence) throws IOException {
    Path log = file("log.csv", "user,symbol,time\na,a,1600000000\n");
    CommandRun run = run("filter", log.toString(), "--model", file("model.json", text).toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("model.json: ", sentence);
  }

  @Test
  void diversityComparesAWindowWithTheOnesBefore() throws IOException {
    StringBuilder log = new StringBuilder("user,mode,time,success\n");
    for (int i = 0; i < 8; i++) {
      log.append("ada,").append("wxyz".charAt(i % 4)).append(',').append(START).append(",1\n");
      log.append("ada,w,").append(START + DAY).append(',').append(i % 2).append('\n');
    }
    Path file = file("log.csv", log.toString());
    List<String> lines = run("diversity", file.toString(), "--json").out().lines().toList();
    JsonNode first = JSON.readTree(lines.get(0));
    JsonNode second = JSON.readTree(lines.get(1));
    assertThat(first.at("/entropy").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(first.at("/effectiveModes").asDouble()).isCloseTo(4, within(1e-9));
    assertThat(first.at("/divergence").isNull()).isTrue();
    assertThat(first.at("/score").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(second.at("/successRate").asDouble()).isEqualTo(.5);
    assertThat(second.at("/entropy").asDouble()).isZero();
    assertThat(second.at("/divergence").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(run("diversity", file.toString(), "--score", "best").err())
        .contains("mostly-success");
  }

  @Test
  void transientsAndTippingReadNumbers() throws IOException {
    StringBuilder log = new StringBuilder("time,value,drive,response\n");
    for (int t = 0; t < 400; t++) {
      double value = Draws.gaussian(4, 1, t) + (t >= 300 && t < 340 ? 5 : 0);
      double drive = Math.sin(t / 40.0);
      double response = 1 / (1 + Math.exp(-2 * drive));
      log.append(
          String.format(
              Locale.ROOT, "%d,%.6f,%.6f,%.6f%n", START + t * DAY, value, drive, response));
    }
    log.append(START + 500 * DAY).append(",NaN,0,0.5\n");
    Path file = file("log.csv", log.toString());
    CommandRun bursts = run("transients", file.toString(), "--json");
    assertThat(bursts.err()).contains("1 bursts in 400 values", "skipped 1 of 401 rows");
    assertThat(json(bursts).at("/burst").asDouble()).isCloseTo(5, within(.6));
    CommandRun tipping = run("tipping", file.toString(), "--json");
    assertThat(json(tipping).at("/steepness").asDouble()).isCloseTo(2, within(.01));
    assertThat(json(tipping).at("/bistable").asBoolean()).isFalse();
    assertThat(json(tipping).at("/hysteresisArea").asDouble()).isLessThan(.1);
    assertThat(run("tipping", file.toString(), "--bins", "1").exitCode()).isEqualTo(2);
  }

  private String model() throws IOException {
    double q = Math.sqrt(.05);
    return file(
            "model.json",
            String.format(
                Locale.ROOT,
                "{\"states\":[\"low\",\"mid\",\"high\"],\"symbols\":[\"a\",\"b\",\"c\"],"
                    + "\"initial\":[%1$.12f,%1$.12f,%1$.12f],"
                    + "\"transition\":[[%2$.12f,%3$.12f,0],[%3$.12f,%4$.12f,%3$.12f],"
                    + "[0,%3$.12f,%2$.12f]],"
                    + "\"emission\":[[0.99,0.01,0],[0.495,0.01,0.495],[0,0.01,0.99]]}",
                1.0 / 3,
                1 - q,
                q,
                1 - 2 * q))
        .toString();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return JSON.readTree(run.out());
  }

  private static CommandRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("modes"));
    all.addAll(List.of(args));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
