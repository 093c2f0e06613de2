package io.flyball.cli.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of docs/sql on the topics of a real broker. */
class SqlTablesTest {
  private static ReadyBroker kafka;
  private static TableEnvironment sql;

  @BeforeAll
  static void start() {
    kafka = new ReadyBroker();
    Topics.create(kafka.broker(), FlinkTables.topics());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Topic topic : FlinkTables.topics()) {
      SpecificRecord record = FilledRecord.of(FlinkTables.schema(topic));
      records.add(new ProducerRecord<>(topic.name(), "avro".getBytes(UTF_8), encode(record)));
      byte[] json = JsonWriter.write(record).getBytes(UTF_8);
      records.add(new ProducerRecord<>(topic.name(), "json".getBytes(UTF_8), json));
      byte[] bad = "{\"no\":".getBytes(UTF_8);
      records.add(new ProducerRecord<>(topic.name(), "bad".getBytes(UTF_8), bad));
    }
    ReadyBroker.send(kafka.bootstrap(), records);
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    options.set(RestOptions.BIND_PORT, "0");
    sql =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(options).build());
    for (String statement : FlinkTables.script().split(";\n")) {
      sql.executeSql(statement.replace("localhost:9092", kafka.bootstrap()));
    }
  }

  @SuppressWarnings("unchecked")
  private static byte[] encode(SpecificRecord record) {
    return ((RecordCodec<SpecificRecord>) RecordCodec.of(record.getClass())).encode(record);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @SuppressWarnings("try") // closing rows may be interrupted
  private static List<Row> rows(String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = sql.executeSql(query).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** A table from its beginning to its end of the moment. */
  private static String bounded(String table) {
    return "`" + table + "` /*+ OPTIONS('scan.bounded.mode'='latest-offset') */";
  }

  @Test
  void theScriptIsCurrent() throws IOException {
    Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    Path file = root.resolve(FlinkTables.PATH);
    if (Boolean.getBoolean("flyball.regenerate")) {
      Files.writeString(file, FlinkTables.script());
    }
    assertThat(file).as("written by: %s", FlinkTables.HOW).hasContent(FlinkTables.script());
  }

  @Test
  void everyTableHasItsTopicsRecordsInAvroAndJsonWithoutThoseThatCannotBeRead() throws Exception {
    String counts =
        FlinkTables.topics().stream()
            .map(FlinkTables::table)
            .map(table -> "SELECT '" + table + "', COUNT(*) FROM " + bounded(table))
            .collect(Collectors.joining(" UNION ALL "));
    Map<String, Long> found = new HashMap<>();
    for (Row row : rows(counts)) {
      if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
        found.put(row.<String>getFieldAs(0), row.<Long>getFieldAs(1));
      }
    }
    assertThat(found)
        .hasSize(FlinkTables.topics().size())
        .allSatisfy((table, count) -> assertThat(count).as(table).isEqualTo(2));
  }

  @Test
  void columnsHaveTheValuesOfTheFields() throws Exception {
    List<Row> rows =
        rows(
            "SELECT `record_key`, `user`, `time`, `itemSource`, `categories`, `position`,"
                + " `propensity`, CARDINALITY(`record_headers`) FROM "
                + bounded("feedback_exposures")
                + " WHERE `record_key` = 'avro' UNION ALL SELECT `record_key`, `exposure`.`user`,"
                + " `time`, `exposure`.`itemSource`, `exposure`.`categories`, `exposure`.`position`,"
                + " `exposure`.`propensity`, CARDINALITY(`record_headers`) FROM "
                + bounded("feedback_attributed")
                + " WHERE `record_key` = 'json'");
    assertThat(rows)
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "+I[avro, user, 2024-01-01T12:00:00.500Z, HUMAN, [categories], 7, 0.5, 0]",
            "+I[json, user, 2024-01-01T12:00:00.500Z, HUMAN, [categories], 7, 0.5, 0]");
  }

  @Test
  void aColumnThatIsNoFieldIsRefusedWithTheFields() {
    String wrong =
        "CREATE TEMPORARY TABLE wrong (`usr` STRING) WITH ('connector'='kafka',"
            + "'topic'='feedback.exposures','properties.bootstrap.servers'='x:1',"
            + "'format'='flyball','flyball.record'='Exposure')";
    sql.executeSql(wrong);
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM wrong"))
        .hasMessageContaining("Exposure has no field 'usr'; its fields are [id, time, user");
  }
}
