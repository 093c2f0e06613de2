package io.flyball.cli.sql;

import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The topics as {@code CREATE TABLE} of Flink SQL. */
final class FlinkTables {
  static final String PATH = "docs/sql/topics.sql";
  static final String HOW =
      "./mvnw -pl deploy/cli -am test -Dtest=SqlTablesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.regenerate=true";

  private FlinkTables() {}

  static List<Topic> topics() {
    return TopicCatalogue.load().topics();
  }

  static String table(Topic topic) {
    return topic.name().replace('.', '_').replace('-', '_');
  }

  static Schema schema(Topic topic) {
    try {
      return SpecificData.get().getSchema(Class.forName("io.flyball.schemas." + topic.record()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static String script() {
    StringBuilder out = new StringBuilder("-- Generated: " + HOW + "\n");
    for (Topic topic : topics()) {
      out.append("\n-- ").append(topic.meaning()).append('\n').append(create(topic)).append(";\n");
    }
    return out.toString();
  }

  private static String create(Topic topic) {
    boolean compact = topic.cleanup().equals("compact");
    Schema schema = schema(topic);
    List<String> columns = new ArrayList<>();
    columns.add("`record_key` STRING" + (compact ? " NOT NULL" : ""));
    schema
        .getFields()
        .forEach(
            field -> columns.add("`" + field.name() + "` " + ColumnTypes.flink(field.schema())));
    columns.add("`record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL");
    columns.add("`record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL");
    columns.add("`record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL");
    String time = schema.getField("time") == null ? "windowEnd" : "time";
    if (compact) {
      columns.add("PRIMARY KEY (`record_key`) NOT ENFORCED");
    } else {
      columns.add("WATERMARK FOR `" + time + "` AS `" + time + "` - INTERVAL '5' MINUTE");
    }
    List<String> options = new ArrayList<>();
    options.add("'connector' = '" + (compact ? "upsert-kafka" : "kafka") + "'");
    options.add("'topic' = '" + topic.name() + "'");
    options.add("'properties.bootstrap.servers' = 'localhost:9092'");
    options.add("'properties.isolation.level' = 'read_committed'");
    if (!compact) {
      options.add("'scan.startup.mode' = 'earliest-offset'");
      options.add("'key.fields' = 'record_key'");
    }
    options.add("'key.format' = 'raw'");
    options.add("'value.format' = 'flyball'");
    options.add("'value.flyball.record' = '" + topic.record() + "'");
    options.add("'value.fields-include' = 'EXCEPT_KEY'");
    return "CREATE TABLE `"
        + table(topic)
        + "` (\n  "
        + String.join(",\n  ", columns)
        + "\n) WITH (\n  "
        + String.join(",\n  ", options)
        + "\n)";
  }
}
