package io.flyball.cli.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.flyball.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
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

  private static List<String> texts(List<JsonNode> records, String field) {
    return records.stream().map(record -> record.path(field).asText()).toList();
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

  @Test
  void theSameRowsAreTheSameRecordsInEveryFormat() throws IOException {
    String table = "user,item,time\na,x,1700000000\nb,y,1700000001\n";
    String lines =
        """
        {"user":"a","item":"x","time":1700000000}
        {"user":"b","item":"y","time":1700000001}
        """;
    Path gz = folder.resolve("e.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(table.getBytes(UTF_8));
    }
    Path zst = Files.write(folder.resolve("f.csv.zst"), Zstd.compress(table.getBytes(UTF_8)));
    List<Path> files =
        List.of(
            file("a.csv", table),
            file("b.tsv", table.replace(',', '\t')),
            file("c.dat", table.replace(",", "::")),
            file("d.txt", table.replace(',', ';')),
            gz,
            zst,
            file("g.jsonl", lines),
            file("h.json", "[" + lines.strip().replace("\n", ",\n") + "]"),
            file("i.json", lines.replace(",", ",\n  ").replace("}", "\n}")),
            avro("j.avro"));
    for (Path file : files) {
      List<JsonNode> records = records(file, "--as", "interactions");
      assertThat(texts(records, "user")).as(file.toString()).containsExactly("a", "b");
      assertThat(texts(records, "item")).as(file.toString()).containsExactly("x", "y");
      assertThat(texts(records, "time"))
          .as(file.toString())
          .containsExactly("1700000000000", "1700000001000");
    }
  }

  private Path avro(String name) throws IOException {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Play","namespace":"com.example","fields":[
                {"name":"user","type":"string"},{"name":"item","type":["null","string"]},
                {"name":"time","type":"long"}]}
                """);
    Path file = folder.resolve(name);
    try (DataFileWriter<GenericRecord> out =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      out.create(schema, file.toFile());
      for (String[] row : new String[][] {{"a", "x", "1700000000"}, {"b", "y", "1700000001"}}) {
        out.append(
            new GenericRecordBuilder(schema)
                .set("user", row[0])
                .set("item", row[1])
                .set("time", Long.parseLong(row[2]))
                .build());
      }
    }
    return file;
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
  void standardInputSeveralFilesAndAFolderAreRead() throws IOException {
    String table = "user,item,time\na,x,1700000002\n";
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream(table.getBytes(UTF_8)));
    try {
      assertThat(texts(records(Path.of("-"), "--as", "interactions"), "id"))
          .singleElement()
          .asString()
          .matches("stdin/[0-9a-f]{6}/2");
    } finally {
      System.setIn(stdin);
    }
    Path logs = Files.createDirectories(folder.resolve("logs/deep"));
    Files.writeString(logs.resolve("b.csv"), table);
    Files.writeString(logs.resolve("a.csv"), table.replace("1700000002", "1700000001"));

    assertThat(texts(records(folder.resolve("logs"), "--as", "interactions"), "id"))
        .satisfiesExactly(
            id -> assertThat(id).matches("a.csv/[0-9a-f]{6}/2"),
            id -> assertThat(id).matches("b.csv/[0-9a-f]{6}/2"));
    assertThat(
            texts(
                records(
                    logs.resolve("b.csv"),
                    logs.resolve("a.csv").toString(),
                    "--as",
                    "interactions"),
                "id"))
        .satisfiesExactly(
            id -> assertThat(id).matches("a.csv/[0-9a-f]{6}/2"),
            id -> assertThat(id).matches("b.csv/[0-9a-f]{6}/2"));
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
  void ourOwnRecordsNeedNoLayout() throws IOException {
    Path own =
        file(
            "own.jsonl",
            """
            {"type":"Exposure","id":"e","time":1700000001000,"user":"u","item":"x"}
            {"type":"FeedbackSignal","id":"s","time":1700000000000,"user":"u","kind":"CLICK","item":"x"}
            {"type":"Exposure","id":"old","time":1700000000,"user":"u","item":"x"}
            """);
    assertThat(texts(records(own), "id")).containsExactly("s", "e");
    assertThat(folder.resolve("own.jsonl.rejects.tsv")).content().contains("3\t", "seconds");
    Path foreign = file("f.csv", "user,item,time\na,x,1700000000\n");
    CommandRun run = ImportRun.of(folder, foreign.toString(), "--dry-run");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("give --as with what its rows are");
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

  @Test
  void anOtherEncodingIsNamedAndIdsAreNeverMerged() throws IOException {
    Path log = folder.resolve("latin.csv");
    Files.write(log, "user,item,time\nA,café,1700000000\n".getBytes(ISO_8859_1));
    assertThat(ImportRun.of(folder, log.toString(), "--as", "interactions", "--dry-run").err())
        .contains("line 2", "--encoding ISO-8859-1");
    assertThat(texts(records(log, "--as", "interactions", "--encoding", "ISO-8859-1"), "item"))
        .containsExactly("café");
  }
}
