package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import io.flyball.core.loop.LoopMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One log through {@code loop metrics} and through the jobs: the same metrics in every window. */
class LogAndJobMetricsTest {
  private static final long START = 1_700_002_800_000L;
  private static final long HOUR = 3_600_000;
  private static final int HOURS = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What else the job calls by another name, beside the metrics of exposures. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("CLICKS", "click.CLICKS"),
          Map.entry("CLICKED_EXPOSURES", "click.CLICKED_EXPOSURES"),
          Map.entry("CLICK_RATE", "click.CLICK_RATE"),
          Map.entry("EXPOSURE_SHARE_HUMAN", "source.EXPOSURE_SHARE_HUMAN"),
          Map.entry("EXPOSURE_SHARE_GENERATED", "source.EXPOSURE_SHARE_GENERATED"),
          Map.entry("EXPOSURE_SHARE_UNKNOWN", "source.EXPOSURE_SHARE_UNKNOWN"),
          Map.entry(
              "DISCOUNTED_EXPOSURE_SHARE_GENERATED", "source.DISCOUNTED_EXPOSURE_SHARE_GENERATED"),
          Map.entry("CLICK_SHARE_GENERATED", "source.CLICK_SHARE_GENERATED"),
          Map.entry("CLICK_RATE_RATIO", "source.CLICK_RATE_RATIO"),
          Map.entry("SOURCE_PHASE", "source.PHASE"),
          Map.entry("INTRA_LIST_DIVERSITY_JACCARD", "slate.MEAN_INTRA_LIST_DIVERSITY"));

  /** What only a whole log tells; docs/reference/loop-metrics.md says so. */
  private static final Set<String> OF_LOGS =
      Set.of(
          "SLATES",
          "EXPOSURE_DISPARITY_TAIL_HEAD",
          "POP_RSP_HEAD_TAIL",
          "MAX_BIAS_DISPARITY",
          "DRIFTING_USERS",
          "MEAN_INTEREST_DRIFT_L2",
          "MEDIAN_BUBBLE_SLOPE_NATS",
          "AMPLIFICATION_GINI_OVER_N");

  private static final String[] KINDS = {
    "CLICK", "CLICK", "VIEW", "DWELL", "SKIP", "LIKE", "DISLIKE", "CONVERSION"
  };

  @TempDir private Path folder;
  private final Random random = new Random(11);
  private final List<String> exposures = new ArrayList<>();
  private final List<String> signals = new ArrayList<>();

  @Test
  void slatesAndFeedbackOfEveryKindWithCopiesHaveTheSameMetrics() throws Exception {
    for (int slate = 0; slate < 60 * HOURS; slate++) {
      slate(slate, START + slate * HOUR / 60 + random.nextInt(30_000));
    }
    Map<Long, JsonNode> ofLog = ofLog(exposures, signals);
    Map<Long, Map<String, JsonNode>> ofJobs = ofJobs();

    assertThat(ofLog).hasSize(HOURS);
    Map<String, Integer> compared = new TreeMap<>();
    for (Map.Entry<Long, JsonNode> window : ofLog.entrySet()) {
      Map<String, JsonNode> job = ofJobs.get(window.getKey());
      window
          .getValue()
          .properties()
          .forEach(
              metric -> {
                if (!OF_LOGS.contains(metric.getKey())) {
                  same(window.getKey(), metric, job, "exposure.", compared);
                }
              });
    }
    Set<String> all = new TreeSet<>(NAMES.keySet());
    Arrays.stream(LoopMetric.values()).map(Enum::name).forEach(all::add);
    assertThat(compared.keySet()).containsExactlyElementsOf(all);
    // Not a comparison of nothing with nothing.
    assertThat(compared).containsEntry("CLICK_RATE", HOURS).containsEntry("MEAN_JACCARD", HOURS);
    assertThat(compared.get("ARP_PAST")).isEqualTo(HOURS - 1);
    assertThat(ofLog.get(START).get("CLICKS").asInt())
        .isGreaterThan(ofLog.get(START).get("CLICKED_EXPOSURES").asInt());
  }

  @Test
  void ratingsWithoutExposuresHaveTheSameMetrics() throws Exception {
    for (int i = 0; i < 150 * HOURS; i++) {
      signals.add(
          signal(
              i,
              START + i * HOUR / 150,
              random.nextInt(12),
              "RATING",
              "\"item\":\"i" + random.nextInt(random.nextInt(30) + 1) + "\""));
    }
    Map<Long, JsonNode> ofLog = ofLog(exposures, signals);
    Map<Long, Map<String, JsonNode>> ofJobs = ofJobs();
    Map<String, Integer> compared = new TreeMap<>();
    for (Map.Entry<Long, JsonNode> window : ofLog.entrySet()) {
      for (LoopMetric metric : LoopMetric.values()) {
        same(
            window.getKey(),
            Map.entry(metric.name(), window.getValue().get(metric.name())),
            ofJobs.get(window.getKey()),
            "feedback.",
            compared);
      }
    }
    assertThat(compared).containsEntry("GINI_OVER_N", HOURS).hasSize(LoopMetric.values().length);
  }

  private static void same(
      long window,
      Map.Entry<String, JsonNode> metric,
      Map<String, JsonNode> job,
      String prefix,
      Map<String, Integer> compared) {
    String name = NAMES.getOrDefault(metric.getKey(), prefix + metric.getKey());
    JsonNode value = job.get(name);
    assertThat(value).as("%s of the window %d", name, window).isNotNull();
    compared.merge(metric.getKey(), metric.getValue().isNull() ? 0 : 1, Integer::sum);
    if (metric.getValue().isNull() || value.isNull()) {
      assertThat(value.isNull())
          .as("%s of the window %d: %s and %s", name, window, metric.getValue(), value)
          .isEqualTo(metric.getValue().isNull());
      return;
    }
    double expected = metric.getValue().asDouble();
    assertThat(value.asDouble())
        .as("%s of the window %d", name, window)
        .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  /** Five places, answers to some of them, and a copy of a record now and then. */
  private void slate(int number, long time) {
    int user = random.nextInt(8);
    for (int place = 1; place <= 5; place++) {
      int item = random.nextInt(random.nextInt(40) + 1);
      String id = "e" + number + "-" + place;
      exposures.add(
          String.format(
              Locale.ROOT,
              "{\"type\":\"Exposure\",\"id\":\"%s\",\"time\":%d,\"user\":\"u%d\",\"item\":\"i%d\","
                  + "\"decisionId\":\"d%d\",\"position\":%d,\"itemSource\":\"%s\","
                  + "\"categories\":[\"c%d\",\"k%d\"]}",
              id,
              time,
              user,
              item,
              number,
              place,
              List.of("HUMAN", "AI", "UNKNOWN").get(item % 3),
              item % 5,
              item % 2));
      for (int answer = random.nextInt(4); answer > 1; answer--) {
        String kind = KINDS[random.nextInt(KINDS.length)];
        // Some come when no click belongs to the exposure any more.
        long answered = time + 1_000 + random.nextInt(40 * 60_000);
        if (answered < START + HOURS * HOUR) {
          signals.add(
              signal(signals.size(), answered, user, kind, "\"exposureId\":\"" + id + "\""));
        }
      }
    }
    if (number % 9 == 0) {
      exposures.add(exposures.get(exposures.size() - 1));
    }
  }

  private static String signal(int number, long time, int user, String kind, String target) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"FeedbackSignal\",\"id\":\"s%d\",\"time\":%d,\"user\":\"u%d\",\"kind\":\"%s\","
            + "%s%s}",
        number,
        time,
        user,
        kind,
        target,
        kind.equals("DWELL") || kind.equals("RATING") ? ",\"value\":2.5" : "");
  }

  private Map<Long, JsonNode> ofLog(List<String> one, List<String> other) throws IOException {
    List<String> lines = new ArrayList<>(one);
    lines.addAll(other);
    lines.add(other.get(0));
    Path log = Files.write(folder.resolve("log.jsonl"), lines);
    CommandRun run =
        CommandRun.of(
            "loop",
            "metrics",
            log.toString(),
            "--window",
            "1h",
            "--json",
            "--catalogue-size",
            "100");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<Long, JsonNode> windows = new TreeMap<>();
    for (String line : run.out().lines().toList()) {
      JsonNode window = JSON.readTree(line);
      windows.put(
          Instant.parse(window.get("start").asText()).toEpochMilli(), window.get("metrics"));
    }
    return windows;
  }

  /** What {@code pipe feedback} and then {@code pipe loop} make of the same lines. */
  private Map<Long, Map<String, JsonNode>> ofJobs() throws Exception {
    List<String> lines = new ArrayList<>(exposures);
    lines.addAll(signals);
    lines.add(signals.get(0));
    List<String> rows =
        through(sorted(lines), "pipe", "feedback", "--set", "feedback.order=event-time").stream()
            .filter(line -> line.contains("\"type\":\"AttributedFeedback\""))
            .toList();
    List<String> both = new ArrayList<>(exposures);
    both.addAll(rows);
    Map<Long, Map<String, JsonNode>> windows = new HashMap<>();
    for (String line :
        through(
            sorted(both),
            "pipe",
            "loop",
            "--set",
            "loop.scopes=all",
            "--set",
            "loop.past=30 d",
            "--set",
            "loop.catalogue-size=100")) {
      JsonNode row = JSON.readTree(line);
      assertThat(row.get("type").asText()).as(line).isIn("LoopMetric", "Alert");
      if (row.path("scope").asText().equals("all") && row.has("metric")) {
        assertThat(row.get("revision").asInt()).isZero();
        windows
            .computeIfAbsent(row.get("windowStart").asLong(), start -> new HashMap<>())
            .put(row.get("metric").asText(), row.path("value"));
      }
    }
    return windows;
  }

  private static List<String> sorted(List<String> lines) throws IOException {
    Map<String, Long> times = new HashMap<>();
    for (String line : lines) {
      times.put(line, JSON.readTree(line).get("time").asLong());
    }
    return lines.stream().sorted(Comparator.comparing(times::get)).toList();
  }

  private static List<String> through(List<String> lines, String... command) throws Exception {
    try (FlyballProcess process = FlyballProcess.start(command)) {
      process.send(String.join("\n", lines));
      process.endInput();
      assertThat(process.exitCode()).as(String.join("\n", process.err().all())).isZero();
      return process.out().all();
    }
  }
}
