package io.flyball.bench;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.Reward;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/** What Flink SQL makes of rewards and of the loop's windows: sums, windows, distinct counts. */
final class SqlAggregates {
  private SqlAggregates() {}

  static Peer reward() {
    return Peer.onFlink(
        "P1 Flink SQL, sum by decision",
        "hindsight, groups, weights by policy that change while it runs, shadow weights,"
            + " normalising, late verdicts, dead letters, counts",
        output -> new FlinkPeer("peer", output, SqlAggregates::rewards));
  }

  static Peer loop() {
    return Peer.onFlink(
        "P1 Flink SQL, hourly windows",
        "40 of 44 metrics, revisions of late windows, cohorts, detectors, episodes, traces,"
            + " silence, dead letters, counts",
        output -> new FlinkPeer("peer", output, SqlAggregates::metrics));
  }

  private static DataStream<AttributedFeedback> attributed(
      StreamExecutionEnvironment env, PeerEnds ends) {
    return ends.source(
        env,
        "feedback.attributed",
        AttributedFeedback.class,
        AttributedFeedback::getDecoder,
        AttributedFeedback::getTime);
  }

  private static void answers(
      StreamTableEnvironment tables, DataStream<AttributedFeedback> attributed) {
    SqlPeer.table(
        tables,
        "answers",
        attributed
            .map(SqlAggregates::answer)
            .returns(
                Types.ROW_NAMED(
                    new String[] {"id", "time", "decisionId", "exposureId", "surface", "kind"},
                    Types.STRING,
                    Types.INSTANT,
                    Types.STRING,
                    Types.STRING,
                    Types.STRING,
                    Types.STRING))
            .uid("rows-answers"));
  }

  private static Row answer(AttributedFeedback row) {
    Exposure exposure = row.getExposure();
    return Row.of(
        row.getId(),
        row.getTime(),
        exposure == null ? null : exposure.getDecisionId(),
        exposure == null ? null : exposure.getId(),
        exposure == null ? null : exposure.getSurface(),
        row.getSignal() == null ? null : row.getSignal().getKind().name());
  }

  private static void rewards(StreamExecutionEnvironment env, PeerEnds ends, String output) {
    StreamTableEnvironment tables = SqlPeer.tables(env);
    answers(tables, attributed(env, ends));
    String query =
        "SELECT decisionId, MAX(`time`), SUM(CASE kind WHEN 'CLICK' THEN 1.0E0 WHEN 'LIKE' THEN"
            + " 2.0E0 WHEN 'CONVERSION' THEN 5.0E0 ELSE 0.0E0 END), COUNT(*) FROM "
            + SqlPeer.distinct("answers", "decisionId IS NOT NULL")
            + " GROUP BY decisionId";
    DataStream<Reward> rewards =
        tables
            .toChangelogStream(tables.sqlQuery(query))
            .filter(row -> row.getKind() != RowKind.UPDATE_BEFORE)
            .uid("newest")
            .map(SqlAggregates::reward)
            .returns(TypeInformation.of(Reward.class))
            .uid("records");
    ends.sink(rewards, output, Reward::getEncoder, Reward::getDecisionId);
  }

  private static Reward reward(Row row) {
    String decision = row.getFieldAs(0);
    long count = row.getFieldAs(3);
    return Reward.newBuilder()
        .setId(decision + "/" + count)
        .setTime(row.<Instant>getFieldAs(1))
        .setDecisionId(decision)
        .setValue(row.<Double>getFieldAs(2))
        .setRevision((int) count - 1)
        .build();
  }

  private static void metrics(StreamExecutionEnvironment env, PeerEnds ends, String output) {
    StreamTableEnvironment tables = SqlPeer.tables(env);
    SqlPeer.table(tables, "exposures", FeedbackPeers.exposures(env, ends), Exposure.class);
    answers(tables, attributed(env, ends));
    String windows =
        "SELECT window_start, window_end, COALESCE(CONCAT('surface/', surface), %s 'all') AS scope,"
            + " %s FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(`at`), INTERVAL '1' HOUR)) GROUP BY"
            + " window_start, window_end, GROUPING SETS ((surface), %s ())";
    String shown =
        String.format(
            Locale.ROOT,
            windows,
            "CONCAT('model/', modelVersion), CONCAT('source/', itemSource),",
            "COUNT(*) AS events, CAST(COUNT(DISTINCT item) AS DOUBLE), CAST(COUNT(DISTINCT `user`)"
                + " AS DOUBLE), AVG(CASE itemSource WHEN 'AI' THEN 1.0E0 ELSE 0.0E0 END)",
            "firstExposures",
            "(modelVersion), (itemSource),");
    String clicked =
        String.format(
            Locale.ROOT,
            windows,
            "",
            "COUNT(*) AS events, CAST(COUNT(DISTINCT exposureId) AS DOUBLE)",
            "firstAnswers",
            "");
    tables.executeSql(
        "CREATE TEMPORARY VIEW firstExposures AS " + SqlPeer.distinct("exposures", "TRUE"));
    tables.executeSql(
        "CREATE TEMPORARY VIEW firstAnswers AS "
            + SqlPeer.distinct("answers", "exposureId IS NOT NULL"));
    DataStream<LoopMetric> all =
        metrics(tables, shown, "items", "users", "ai-share")
            .union(metrics(tables, clicked, "clicked-exposures"));
    ends.sink(all, output, LoopMetric::getEncoder, LoopMetric::getScope);
  }

  private static DataStream<LoopMetric> metrics(
      StreamTableEnvironment tables, String query, String... names) {
    return tables
        .toDataStream(tables.sqlQuery(query))
        .<LoopMetric>flatMap(
            (row, out) -> {
              for (int i = 0; i < names.length; i++) {
                out.collect(metric(row, names[i], row.getFieldAs(4 + i)));
              }
            })
        .returns(TypeInformation.of(LoopMetric.class))
        .uid("records-" + names[0]);
  }

  private static LoopMetric metric(Row row, String name, Double value) {
    LocalDateTime start = row.getFieldAs(0);
    LocalDateTime end = row.getFieldAs(1);
    String scope = row.getFieldAs(2);
    return LoopMetric.newBuilder()
        .setId(scope + "/" + name + "/" + start)
        .setScope(scope)
        .setMetric(name)
        .setWindowStart(start.toInstant(ZoneOffset.UTC))
        .setWindowEnd(end.toInstant(ZoneOffset.UTC))
        .setValue(value)
        .setEvents(row.<Long>getFieldAs(3))
        .build();
  }
}
