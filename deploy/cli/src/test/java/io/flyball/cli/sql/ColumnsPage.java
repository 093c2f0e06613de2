package io.flyball.cli.sql;

import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.bias.BiasCount;
import io.flyball.jobs.dataloop.DataloopCount;
import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.loop.LoopCount;
import io.flyball.jobs.modes.ModesCount;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Names and types of columns in every format. */
final class ColumnsPage {
  static final String PATH = "docs/reference/columns.md";
  static final String HOW =
      "./mvnw -pl deploy/cli -am test -Dtest=ColumnsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.regenerate=true";

  private ColumnsPage() {}

  /** The records of the topics, by name. */
  static Map<String, Schema> records() {
    Map<String, Schema> records = new TreeMap<>();
    for (Topic topic : FlinkTables.topics()) {
      records.put(topic.record(), FlinkTables.schema(topic));
    }
    return records;
  }

  /** The counts that each job publishes. */
  static Map<String, Enum<?>[]> counts() {
    Map<String, Enum<?>[]> counts = new LinkedHashMap<>();
    counts.put("feedback", FeedbackCount.values());
    counts.put("reward", RewardCount.values());
    counts.put("bandit", ServingCount.values());
    counts.put("loop", LoopCount.values());
    counts.put("bias", BiasCount.values());
    counts.put("modes", ModesCount.values());
    counts.put("dataloop", DataloopCount.values());
    counts.put("gate", GateCount.values());
    return counts;
  }

  static String markdown() {
    StringBuilder out = new StringBuilder("<!-- Generated: " + HOW + " -->\n");
    out.append(
        """
        # Names and types of columns

        A field has one name everywhere: in Avro, JSON, Parquet, Flink SQL, DuckDB and pandas. Names are case-sensitive; DuckDB and Flink SQL need quotes round those that are words of SQL, such as `time` and `user`.

        | value | JSON | CSV of `import` | Parquet |
        |---|---|---|---|
        | time | ms since 1970; ISO text is read too | ISO text, or a number whose unit is detected | timestamp in ms, UTC |
        | symbol, such as a kind | text | text | text |
        | list | array | values with `\\|` between | list |
        | map | object | not read | map |
        | bytes | base64 | not read | bytes |
        | value of several kinds, such as a feature by name | the value | not read | struct with a member for each kind; in Flink SQL a text of JSON |
        | null | null, or no field | no text | null |

        ## Metrics

        | where | a metric of the loop | a count of a job |
        |---|---|---|
        | `./flyball loop metrics --json` | field `metrics.GINI_OVER_N` of a window | none |
        | `./flyball loop metrics --csv` | column `GINI_OVER_N` | none |
        | record `LoopMetric`, so `loop.metrics`, Parquet, Flink SQL | `metric` is `exposure.GINI_OVER_N`, `value` its value | none |
        | Prometheus | none: it has too many scopes | `flink_taskmanager_job_task_operator_flyball_JOB_COUNT` |

        [Loop metrics](loop-metrics.md) has the names of metrics. The counts of the jobs:

        | job | counts |
        |---|---|
        """);
    counts()
        .forEach(
            (job, counts) ->
                out.append("| `")
                    .append(job)
                    .append("` | ")
                    .append(
                        Arrays.stream(counts)
                            .map(count -> "`" + count.name() + "`")
                            .collect(Collectors.joining(", ")))
                    .append(" |\n"));
    out.append(
        """

        ## Records

        Flink SQL: [`docs/sql/topics.sql`](../sql/README.md). DuckDB and pandas: the Parquet files of the [offline log](../sql/README.md#the-offline-log). pandas: `read_parquet` with pyarrow; an `object` column holds what stands behind it. A `?` marks a value that may be null.
        """);
    records().forEach((name, schema) -> record(name, schema, out));
    return out.toString();
  }

  private static void record(String name, Schema schema, StringBuilder out) {
    out.append("\n### ").append(name).append("\n\n");
    out.append("| column | Flink SQL | DuckDB | pandas |\n|---|---|---|---|\n");
    for (Schema.Field field : schema.getFields()) {
      String python = ColumnTypes.python(field.schema());
      out.append("| `")
          .append(field.name())
          .append(ColumnTypes.isNullable(field.schema()) ? "`? | `" : "` | `")
          .append(ColumnTypes.flink(field.schema()).replaceFirst(" NOT NULL$", ""))
          .append("` | `")
          .append(ColumnTypes.duck(field.schema()))
          .append("` | `")
          .append(ColumnTypes.pandas(field.schema()))
          .append(python.isEmpty() ? "` |\n" : "`: " + python + " |\n");
    }
  }
}
