package io.flyball.gateway;

import io.flyball.connectors.codec.UnknownField;
import io.flyball.connectors.codec.UnknownFields;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the gateway counts, in Prometheus' text format under {@code flyball_gateway_}. */
final class GatewayMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name("flyball_gateway_requests_total")
          .help("Requests answered.")
          .labelNames("route", "code")
          .register(registry);
  private final Counter records =
      Counter.builder()
          .name("flyball_gateway_records_total")
          .help("Records by what became of them.")
          .labelNames("topic", "status", "reason")
          .register(registry);
  private final Counter unknown =
      Counter.builder()
          .name("flyball_gateway_unknown_fields_total")
          .help("JSON fields that no schema names, by record and name; they were left out.")
          .labelNames("field")
          .register(registry);
  private final Set<String> unknownNames = ConcurrentHashMap.newKeySet();
  private final Histogram ack =
      Histogram.builder()
          .name("flyball_gateway_ack_seconds")
          .help("From a record's hand-over to its acknowledgement by all in-sync replicas.")
          .classicOnly()
          .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
          .register(registry);
  private final Histogram skew =
      Histogram.builder()
          .name("flyball_gateway_skew_seconds")
          .help("This clock less the sender's, by the header Flyball-Sent-At.")
          .classicOnly()
          .classicUpperBounds(-60, -10, -1, -.1, 0, .1, 1, 10, 60)
          .register(registry);

  private final Histogram decisions =
      Histogram.builder()
          .name("flyball_gateway_decide_seconds")
          .help("From a request for a decision to its answer, by who decided.")
          .labelNames("source")
          .classicOnly()
          .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
          .register(registry);
  private final Counter stalled =
      Counter.builder()
          .name("flyball_gateway_sse_stalled_total")
          .help("Live readers that were closed because they took too little.")
          .register(registry);
  private final AtomicInteger readers = new AtomicInteger();

  /** Names that are counted by themselves; senders choose them, so there may be any number. */
  private static final int MOST_NAMES = 100;

  GatewayMetrics(InFlight inFlight, Access access) {
    GaugeWithCallback.builder()
        .name("flyball_gateway_sse_clients")
        .help("Live readers that are connected.")
        .callback(callback -> callback.call(readers.get()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("flyball_gateway_in_flight_bytes")
        .help("Bodies that are being read or not acknowledged yet.")
        .callback(callback -> callback.call((double) inFlight.used()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("flyball_gateway_tokens_stale")
        .help("1 while the file of tokens cannot be read and those read before are in force.")
        .callback(callback -> callback.call(access.fault().isPresent() ? 1 : 0))
        .register(registry);
  }

  void answered(String route, int code) {
    requests.labelValues(route, Integer.toString(code)).inc();
  }

  /** Counts what a record has beside the fields of its schema. */
  void unknown(UnknownFields fields) {
    for (UnknownField field : fields.named()) {
      String name = field.path();
      boolean own =
          unknownNames.contains(name)
              || (unknownNames.size() < MOST_NAMES && unknownNames.add(name));
      unknown.labelValues(own ? name : "other").inc(field.count());
    }
  }

  void record(String topic, String status, String reason) {
    records.labelValues(topic, status, reason).inc();
  }

  void acknowledged(double seconds) {
    ack.observe(seconds);
  }

  void decided(String source, double seconds) {
    decisions.labelValues(source).observe(seconds);
  }

  /** Shows the ages of snapshots by policy, in seconds, as they are when they are asked for. */
  void snapshotAges(Supplier<Map<String, Double>> ages) {
    GaugeWithCallback.builder()
        .name("flyball_gateway_snapshot_age_seconds")
        .help("Since the snapshot that serves a policy was published.")
        .labelNames("policy")
        .callback(callback -> ages.get().forEach((policy, age) -> callback.call(age, policy)))
        .register(registry);
  }

  void skewed(double seconds) {
    skew.observe(seconds);
  }

  void stalled() {
    stalled.inc();
  }

  /** Live readers that are connected. */
  AtomicInteger readers() {
    return readers;
  }

  /** Answers by status, since the start. */
  Map<String, Long> codes() {
    return sums(requests, "code");
  }

  /** Records by what became of them, since the start. */
  Map<String, Long> outcomes() {
    return sums(records, "status");
  }

  private static Map<String, Long> sums(Counter counter, String label) {
    Map<String, Long> sums = new TreeMap<>();
    for (CounterSnapshot.CounterDataPointSnapshot point : counter.collect().getDataPoints()) {
      sums.merge(point.getLabels().get(label), (long) point.getValue(), Long::sum);
    }
    return sums;
  }

  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
