package io.flyball.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.deploy.Dashboards;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.jobs.runtime.offline.ParquetFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of columns is what DuckDB and pandas find in files of every record. */
class ColumnsPageTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    for (Map.Entry<String, Schema> each : ColumnsPage.records().entrySet()) {
      SpecificRecord record = FilledRecord.of(each.getValue());
      Path file = folder.resolve(each.getKey() + ".parquet");
      var path = new org.apache.flink.core.fs.Path(file.toUri());
      try (FSDataOutputStream out =
          FileSystem.getLocalFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
        write(record, out);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void write(SpecificRecord record, FSDataOutputStream out) throws IOException {
    BulkWriter<SpecificRecord> writer =
        ParquetFiles.of((Class<SpecificRecord>) record.getClass()).create(out);
    writer.addElement(record);
    writer.finish();
  }

  @Test
  void thePageIsCurrent() throws IOException {
    Path file = root().resolve(ColumnsPage.PATH);
    if (Boolean.getBoolean("flyball.regenerate")) {
      Files.writeString(file, ColumnsPage.markdown());
    }
    assertThat(file).as("written by: %s", ColumnsPage.HOW).hasContent(ColumnsPage.markdown());
  }

  @Test
  void duckDbReadsEveryRecordWithTheTypesOfThePage() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement query = duck.createStatement()) {
      for (Map.Entry<String, Schema> each : ColumnsPage.records().entrySet()) {
        Map<String, String> expected = new LinkedHashMap<>();
        each.getValue()
            .getFields()
            .forEach(field -> expected.put(field.name(), ColumnTypes.duck(field.schema())));
        String from = " from '" + folder.resolve(each.getKey() + ".parquet") + "'";
        Map<String, String> found = new LinkedHashMap<>();
        try (ResultSet columns = query.executeQuery("describe select *" + from)) {
          while (columns.next()) {
            found.put(columns.getString(1), columns.getString(2).replace("\"", ""));
          }
        }
        assertThat(found).as(each.getKey()).isEqualTo(expected);
        String time = each.getValue().getField("time") == null ? "windowEnd" : "time";
        try (ResultSet rows =
            query.executeQuery(
                "select count(*), epoch_ms(\"" + time + "\")" + from + " group by 2")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).isEqualTo(1);
          assertThat(rows.getLong(2)).isEqualTo(FilledRecord.TIME.toEpochMilli());
        }
      }
    }
  }

  @Test
  void pandasReadsEveryRecordWithTheTypesOfThePage() throws Exception {
    String script =
        """
        import glob, json, os, sys
        import pandas
        out = {}
        for f in glob.glob(sys.argv[1] + '/*.parquet'):
            table = pandas.read_parquet(f)
            name = os.path.basename(f)[:-len('.parquet')]
            out[name] = {c: str(t).replace('str', 'object') for c, t in table.dtypes.items()}
        print(json.dumps(out))
        """;
    Process python =
        new ProcessBuilder("python3", "-c", script, folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeThat(hasPandas()).as("python3 with pandas and pyarrow").isTrue();
    JsonNode found = new ObjectMapper().readTree(text);
    for (Map.Entry<String, Schema> each : ColumnsPage.records().entrySet()) {
      for (Schema.Field field : each.getValue().getFields()) {
        String name = each.getKey() + "." + field.name();
        boolean whole = ColumnTypes.isNullable(field.schema());
        String dtype = found.path(each.getKey()).path(field.name()).asText();
        String expected = ColumnTypes.pandas(field.schema());
        // Without a null among them, whole numbers and truths that may be null stay what they are.
        List<String> allowed = new ArrayList<>(List.of(expected));
        if (whole) {
          allowed.addAll(List.of("int32", "int64", "bool"));
        }
        assertThat(dtype).as(name).isIn(allowed);
      }
    }
  }

  @Test
  void theExamplesOfTheGuideRunOnAnOfflineLog() throws Exception {
    Map<String, String> kinds =
        Map.of(
            "decisions", "Decision", "outcomes", "DecisionOutcome", "snapshots", "PolicySnapshot");
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      Path day = folder.resolve("offline/bandit/" + kind.getKey() + "/day=2024-01-01");
      Files.createDirectories(day);
      Files.copy(
          folder.resolve(kind.getValue() + ".parquet"), day.resolve(kind.getKey() + "-0.parquet"));
    }
    String guide = Files.readString(root().resolve("docs/sql/README.md"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement query = duck.createStatement();
        ResultSet rows =
            query.executeQuery(
                block(guide, "### DuckDB").replace("'offline/", "'" + folder + "/offline/"))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getDouble("reward")).isEqualTo(0.5);
      assertThat(rows.getString("arm")).isEqualTo("arm");
    }
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                block(guide, "### pandas") + "\nprint(len(rewarded), str(rewarded['day'][0]))")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
    if (hasPandas()) {
      assertThat(text.strip()).isEqualTo("1 2024-01-01");
    }
  }

  private static boolean hasPandas() throws Exception {
    return new ProcessBuilder("python3", "-c", "import pandas, pyarrow")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** The first fenced block after a heading. */
  private static String block(String page, String heading) {
    String after = page.substring(page.indexOf(heading));
    int from = after.indexOf('\n', after.indexOf("```")) + 1;
    return after.substring(from, after.indexOf("```", from)).strip().replaceFirst(";$", "");
  }

  private static Path root() {
    Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root;
  }

  @Test
  void countsThatDashboardsNameStandOnThePage() {
    String prefix = "flink_taskmanager_job_task_operator_flyball_";
    List<String> published = new ArrayList<>();
    ColumnsPage.counts()
        .forEach(
            (job, counts) -> {
              for (Enum<?> count : counts) {
                published.add(prefix + job + "_" + count.name());
              }
            });
    List<String> named =
        Dashboards.metrics().stream()
            .filter(name -> name.startsWith(prefix) && !name.endsWith("SCHEMA_REGISTRY_DOWN"))
            .toList();
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(published).containsAll(named);
  }

  @Test
  void jsonHasTheNamesOfTheColumns() throws IOException {
    for (Map.Entry<String, Schema> each : ColumnsPage.records().entrySet()) {
      JsonNode json =
          new ObjectMapper().readTree(JsonWriter.write(FilledRecord.of(each.getValue())));
      List<String> names = new ArrayList<>();
      json.fieldNames().forEachRemaining(names::add);
      List<String> expected = new ArrayList<>(List.of("type"));
      each.getValue().getFields().forEach(field -> expected.add(field.name()));
      assertThat(names).as(each.getKey()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
