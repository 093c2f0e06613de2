package io.flyball.bench;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.types.Row;

/**
 * Attribution as Flink SQL offers it: deduplication by {@code ROW_NUMBER}, an interval join on the
 * exposure's id.
 */
final class SqlPeer {
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private SqlPeer() {}

  /** Tables on the peer's streams, in UTC, without uids: the planner names its operators. */
  static StreamTableEnvironment tables(StreamExecutionEnvironment env) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    env.configure(settings);
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    tables.getConfig().set(ExecutionConfigOptions.IDLE_STATE_RETENTION, REMEMBERED);
    return tables;
  }

  /**
   * A table of records, with their {@code time} as its event time and {@code seen} as its clock.
   */
  static <T extends SpecificRecord> void table(
      StreamTableEnvironment tables, String name, DataStream<T> records, Class<T> type) {
    AvroRows<T> rows = new AvroRows<>(type);
    table(tables, name, records.map(rows::row).returns(rows.rowType()).uid("rows-" + name));
  }

  /** The same of rows. */
  static void table(StreamTableEnvironment tables, String name, DataStream<Row> rows) {
    tables.createTemporaryView(
        name,
        rows,
        Schema.newBuilder()
            .columnByExpression("at", "CAST(`time` AS TIMESTAMP_LTZ(3))")
            .columnByExpression("seen", "PROCTIME()")
            .watermark("at", "SOURCE_WATERMARK()")
            .build());
  }

  /**
   * Joins what is distinct.
   *
   * @param join the kind of join
   */
  static DataStream<AttributedFeedback> join(
      StreamExecutionEnvironment env,
      DataStream<Exposure> exposures,
      DataStream<FeedbackSignal> signals,
      Duration window,
      String join) {
    StreamTableEnvironment tables = tables(env);
    table(tables, "exposures", exposures, Exposure.class);
    table(tables, "signals", signals, FeedbackSignal.class);
    AvroRows<Exposure> exposureRows = new AvroRows<>(Exposure.class);
    AvroRows<FeedbackSignal> signalRows = new AvroRows<>(FeedbackSignal.class);
    String query =
        String.format(
            Locale.ROOT,
            "SELECT %s, %s FROM %s e %s %s s ON s.exposureId = e.id AND s.`at` BETWEEN"
                + " e.`at` - %s AND e.`at` + %s",
            columns("e", exposureRows),
            columns("s", signalRows),
            distinct("exposures", "TRUE"),
            join,
            distinct("signals", "exposureId IS NOT NULL"),
            interval(FeedbackPeers.BEFORE),
            interval(window));
    int second = exposureRows.names().size();
    return tables
        .toDataStream(tables.sqlQuery(query))
        .map(row -> FeedbackPeers.row(exposureRows.record(row, 0), signalRows.record(row, second)))
        .returns(TypeInformation.of(AttributedFeedback.class))
        .uid("records");
  }

  private static String interval(Duration length) {
    return length.toDays() > 0
        ? "INTERVAL '" + length.toDays() + "' DAY"
        : "INTERVAL '" + length.toMinutes() + "' MINUTE";
  }

  private static String columns(String alias, AvroRows<?> rows) {
    return rows.names().stream()
        .map(name -> alias + ".`" + name + "` AS `" + alias + "_" + name + "`")
        .collect(Collectors.joining(", "));
  }

  /** The first record of each id. */
  static String distinct(String table, String where) {
    return "(SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY seen) AS nth"
        + " FROM "
        + table
        + " WHERE "
        + where
        + ") WHERE nth = 1)";
  }
}
