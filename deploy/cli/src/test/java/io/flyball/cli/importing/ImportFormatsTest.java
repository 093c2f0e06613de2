package io.flyball.cli.importing;

import static io.flyball.cli.importing.ImportRun.texts;
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
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same records, in whatever format, compression and encoding, and wherever they come from. */
class ImportFormatsTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<JsonNode> records(Path file, String... args) {
    return ImportRun.records(folder, file, args);
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
  void anOtherEncodingIsNamedAndIdsAreNeverMerged() throws IOException {
    Path log = folder.resolve("latin.csv");
    Files.write(log, "user,item,time\nA,café,1700000000\n".getBytes(ISO_8859_1));
    assertThat(ImportRun.of(folder, log.toString(), "--as", "interactions", "--dry-run").err())
        .contains("line 2", "--encoding ISO-8859-1");
    assertThat(texts(records(log, "--as", "interactions", "--encoding", "ISO-8859-1"), "item"))
        .containsExactly("café");
  }
}
