package io.flyball.cli.importing;

import static io.flyball.cli.importing.ImportRun.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of others as records: formats, columns, kinds, order. */
class ImportCommandTest {
  private static final String SHOP =
      """
      timestamp,visitorid,event,itemid,transactionid
      1433221345500,101,addtocart,7,
      1433221332117,101,view,7,
      1433221351000,101,transaction,7,9001
      1433221355000,103,click,8,
      1433221356000,104,view,,
      """;
  private static final String[] SHOP_COLUMNS = {
    "--as",
    "interactions",
    "--map",
    "user=visitorid,item=itemid,time=timestamp:ms",
    "--kind",
    "event=view:VIEW,addtocart:CART,transaction:CONVERSION"
  };

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<JsonNode> records(Path file, String... args) {
    return ImportRun.records(folder, file, args);
  }

  @Test
  void aDryRunPrintsWhatWasAssumedTheFirstRecordsAndWhatIsSkippedAndWritesNothing()
      throws IOException {
    Path shop = file("events.csv", SHOP);

    String[] args =
        Stream.concat(Stream.of(shop.toString(), "--dry-run"), Stream.of(SHOP_COLUMNS))
            .toArray(String[]::new);
    CommandRun run = ImportRun.of(folder, args);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("events.csv: 5 rows, 3 records")
        .contains("UTF-8; comma, quoted cells; a header; user=visitorid, item=itemid")
        .contains("times in ms since 1970")
        .contains("skipped 2 of 5 rows:")
        .contains("line 5: column 'event': 'click' is none of addtocart, transaction, view")
        .contains("line 6: column 'itemid': a value is required")
        .contains("sorted by event time: 1 steps back")
        .contains("\"kind\":\"CART\"");
    assertThat(folder.resolve("events.csv.rejects.tsv")).doesNotExist();
  }

  @Test
  void decimalCommasAreReadWhereTheyAreGiven() throws IOException {
    Path log = file("ratings.csv", "user;item;rating;time\nu;x;4,5;1700000000\n");
    assertThat(records(log, "--as", "interactions", "--decimal", "comma"))
        .singleElement()
        .satisfies(record -> assertThat(record.get("value").asDouble()).isEqualTo(4.5));
    CommandRun wrong = ImportRun.of(folder, log.toString(), "--decimal", "dot");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("write point or comma, not 'dot'");
  }

  @Test
  void recordsComeInTheOrderOfTheirTimesAndSkippedRowsAreKeptWithTheirLines() throws IOException {
    Path shop = file("events.csv", SHOP);

    assertThat(texts(records(shop, SHOP_COLUMNS), "kind"))
        .containsExactly("VIEW", "CART", "CONVERSION");
    assertThat(folder.resolve("events.csv.rejects.tsv"))
        .content()
        .isEqualTo(
            """
            line\treason\trow
            5\tcolumn 'event': 'click' is none of addtocart, transaction, view; name what it is with\
             --kind\t1433221355000,103,click,8,
            6\tcolumn 'itemid': a value is required\t1433221356000,104,view,,
            """);
  }

  /** Rows of two files, or of one line, that shared an id would be taken for one event. */
  @Test
  void noTwoRowsShareAnIdAndASecondReadingGivesTheSameOnes() throws IOException {
    Path monday = Files.createDirectories(folder.resolve("days/1")).resolve("events.csv");
    Path tuesday = Files.createDirectories(folder.resolve("days/2")).resolve("events.csv");
    Files.writeString(monday, "user,item,time\na,x,1700000000\n");
    Files.writeString(tuesday, "user,item,time\na,y,1700000001\n");
    Files.writeString(folder.resolve("days/_SUCCESS"), "");
    Files.writeString(
        folder.resolve("days/array.json"),
        "[{\"user\":\"a\",\"item\":\"x\",\"time\":1700000002},"
            + "{\"user\":\"b\",\"item\":\"y\",\"time\":1700000003}]");
    List<String> ids = texts(records(folder.resolve("days"), "--as", "interactions"), "id");
    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    assertThat(ids.get(3)).isEqualTo(ids.get(2) + "/2");
    assertThat(texts(records(folder.resolve("days"), "--as", "interactions"), "id")).isEqualTo(ids);
  }

  @Test
  void decisionsRewardsTurnsExposuresAndSignalsHaveFieldsOfTheirOwn() throws IOException {
    List<JsonNode> decisions =
        records(
            file(
                "d.csv",
                """
                id,policy,time,arms,shown,propensity,reward,context
                1,shop,1700000000,a|b,b,0.25,1,0.5|2
                2,shop,1700000001,a|b,c,0.25,1,0.5|2
                """),
            "--as",
            "decisions");
    assertThat(texts(decisions, "type")).containsExactly("DecisionRequest", "Reward");
    assertThat(decisions.get(0).path("id").asText()).isEqualTo("shop/1");
    assertThat(decisions.get(0).path("loggedPropensity").asDouble()).isEqualTo(0.25);
    assertThat(decisions.get(1).path("decisionId").asText()).isEqualTo("shop/1");

    assertThat(
            records(
                    file("r.csv", "decisionid,time,reward\nshop/1,1700000000,0.5\n"),
                    "--as",
                    "rewards")
                .get(0)
                .path("value")
                .asDouble())
        .isEqualTo(0.5);
    assertThat(
            records(
                    file(
                        "t.csv",
                        "episode,model,turn,answer,time,feedback\ne,m,1,x,1700000000,good\n"),
                    "--as",
                    "turns")
                .get(0)
                .path("feedback")
                .asText())
        .isEqualTo("GOOD");
    assertThat(
            records(
                    file("e.csv", "user,item,time,propensity\nu,x,1700000000,0.5\n"),
                    "--as",
                    "exposures")
                .get(0)
                .path("propensity")
                .asDouble())
        .isEqualTo(0.5);
    assertThat(
            texts(
                records(
                    file("s.csv", "user,item,time\nu,x,1700000000\n"),
                    "--as",
                    "signals",
                    "--kind",
                    "LIKE"),
                "kind"))
        .containsExactly("LIKE");
  }

  @Test
  void moreRecordsThanMemoryHoldsAreSortedOnDisk() throws IOException {
    StringBuilder text = new StringBuilder("user,item,time\n");
    for (int i = 0; i < 60_000; i++) {
      text.append("u,x").append(i % 7).append(',').append(1_700_000_000L + i * 7919L % 60_000);
      text.append('\n');
    }
    Path log = file("big.csv", text.toString());
    Path work = Files.createDirectory(folder.resolve("work"));
    List<Long> times =
        records(log, "--as", "interactions", "--memory", "1", "--work", work.toString()).stream()
            .map(record -> record.path("time").asLong())
            .toList();
    assertThat(times).hasSize(60_000).isSorted();
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }
}
