package io.flyball.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs through a preset and then through the metrics: the numbers were computed by hand in another
 * language. The logs are made for these tests.
 */
class KnownAnswersTest {
  private static final Map<String, Double> RATINGS =
      Map.of(
          "EVENTS", 10.0,
          "USERS", 4.0,
          "ITEMS", 4.0,
          "GINI_OVER_N", 0.35,
          "GINI_OVER_N_MINUS_1", 0.466666666667,
          "ENTROPY_NATS", 1.168282450177,
          "ENTROPY_BITS", 1.685475297227,
          "HHI", 0.36);

  @TempDir private Path folder;

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("log"), text);
  }

  /** Metrics of the only week of what a log becomes. */
  private JsonNode week(Path log, String preset, Predicate<JsonNode> wanted) throws IOException {
    StringBuilder lines = new StringBuilder();
    ImportRun.records(folder, log, "--preset", preset).stream()
        .filter(wanted)
        .forEach(record -> lines.append(record).append('\n'));
    Path records = Files.writeString(folder.resolve("records.jsonl"), lines);
    CommandRun run =
        CommandRun.of("loop", "metrics", records.toString(), "--window", "1w", "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    return ImportRun.json(run.out()).get("metrics");
  }

  private static void same(JsonNode metrics, Map<String, Double> expected) {
    expected.forEach(
        (name, value) ->
            assertThat(metrics.get(name).asDouble()).as(name).isCloseTo(value, within(1e-11)));
  }

  @Test
  void ratings() throws IOException {
    Path log =
        log(
            """
            5\t10\t4\t881250949
            7\t10\t3\t881250999
            5\t20\t5\t881251949
            8\t10\t2\t881252949
            9\t30\t1\t881253949
            7\t20\t4\t881254949
            5\t40\t3\t881255949
            9\t10\t5\t881256949
            8\t20\t4\t881257949
            9\t10\t5\t881256949
            """);
    same(week(log, "movielens-100k", record -> true), RATINGS);
  }

  @Test
  void viewsCartsAndTransactions() throws IOException {
    Path log =
        log(
            """
            timestamp,visitorid,event,itemid,transactionid
            1433221332117,101,view,7,
            1433221340001,102,view,7,
            1433221345500,101,addtocart,7,
            1433221350000,103,view,8,
            1433221351000,101,transaction,7,9001
            1433221352000,102,view,9,
            1433221353000,102,addtocart,9,
            1433221354000,104,view,7,
            1433221355000,103,click,8,
            1433221356000,104,view,,
            """);
    same(
        week(log, "retailrocket", record -> record.path("kind").asText().equals("VIEW")),
        Map.of(
            "EVENTS", 5.0,
            "GINI_OVER_N", 0.266666666667,
            "ENTROPY_NATS", 0.950270539233,
            "HHI", 0.44));
    same(
        week(log, "retailrocket", record -> true),
        Map.of(
            "EVENTS", 8.0,
            "GINI_OVER_N", 0.333333333333,
            "ENTROPY_NATS", 0.900256051269,
            "HHI", 0.46875));
  }

  @Test
  void impressionsWithClicks() throws IOException {
    Path log =
        log(
            """
            1\tU1\t11/11/2019 9:05:58 AM\tN1 N2\tN3-0 N4-1 N5-0
            2\tU2\t11/11/2019 9:06:10 AM\t\tN3-1 N4-0
            3\tU1\t11/11/2019 12:00:00 AM\tN1 N2\tN4-0 N6-0 N3-1 N7-1
            4\tU3\t11/11/2019 12:30:01 PM\tN9\tN4-1
            5\tU4\t11/12/2019 1:00:00 AM\tN1\tN5-0 N6-0
            6\tU2\t11/12/2019 1:00:01 AM\t\tN3-0 N4-1 N5-0 N6-0 N7-0
            7\tU5\t11/12/2019 2:00:00 AM\tN2\tN4-1 N3-0
            8\tU3\t11/12/2019 2:00:01 AM\tN9\tN8-0
            9\tU1\t11/13/2019 3:00:00 PM\tN1 N2\tN4-0 N8-1
            10\tU5\t11/13/2019 3:00:01 PM\tN2\tN3-0 N4-0 N5-1
            """);
    same(
        week(log, "mind", record -> true),
        Map.of(
            "EVENTS", 25.0,
            "CLICK_RATE", 0.36,
            "GINI_OVER_N", 0.286666666667,
            "GINI_OVER_N_MINUS_1", 0.344,
            "ENTROPY_NATS", 1.658888137607,
            "HHI", 0.2128));
  }
}
