package io.flyball.connectors.camera;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventSummary;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.ReferenceWindows;
import io.flyball.core.camera.TriggerColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recording holds: counts, extremes, some events as {t, x, y, polarity}, sums and digests of
 * the columns, triggers as {t, channel, edge}, the rate of each 0.3 s window cut as the published
 * controller cuts it, and every fault. Reads the file twice in constant memory.
 */
public record RecordingInfo(
    String format,
    String geometry,
    long events,
    long on,
    long off,
    @JsonProperty("min_t") long minTime,
    @JsonProperty("max_t") long maxTime,
    @JsonProperty("backward_steps") long backwardSteps,
    List<Long> first,
    List<Long> last,
    @JsonProperty("event_1000") List<Long> event1000,
    @JsonProperty("event_mid") List<Long> eventMid,
    @JsonProperty("sum_t") long sumT,
    @JsonProperty("sum_t_rel") long sumRelativeT,
    @JsonProperty("sum_x") long sumX,
    @JsonProperty("sum_y") long sumY,
    @JsonProperty("max_x") int maxX,
    @JsonProperty("max_y") int maxY,
    long triggers,
    @JsonProperty("trigger_rise") long triggerRise,
    @JsonProperty("trigger_first") List<Long> triggerFirst,
    @JsonProperty("trigger_last") List<Long> triggerLast,
    @JsonProperty("sha3_t") String sha3T,
    @JsonProperty("sha3_x") String sha3X,
    @JsonProperty("sha3_y") String sha3Y,
    @JsonProperty("sha3_p") String sha3P,
    @JsonProperty("rate_mean") double meanRate,
    @JsonProperty("win300ms") List<Double> windowRates,
    List<Faults.Seen> faults) {

  private static final long WINDOW_US = 300_000;

  /** Reads a recording. */
  public static RecordingInfo of(Path file, RecordingOptions options) throws IOException {
    EventSummary summary = new EventSummary();
    List<RateWindow> windows = new ArrayList<>();
    ReferenceWindows cut = new ReferenceWindows(WINDOW_US);
    Edges edges = new Edges();
    List<Faults.Seen> faults;
    String format;
    String geometry;
    EventColumns c = new EventColumns();
    try (Recording recording = Recording.open(file, options)) {
      while (recording.read(c)) {
        summary.add(c);
        cut.add(c, windows::add);
        edges.add(c.triggers());
      }
      faults = recording.faults().seen();
      format = recording.format().name();
      geometry = recording.geometry().toString();
    }
    long n = summary.events();
    List<List<Long>> picked = pick(file, options, 0, n - 1, 1000, n / 2);
    return new RecordingInfo(
        format,
        geometry,
        n,
        summary.on(),
        summary.off(),
        n == 0 ? 0 : summary.minTime(),
        n == 0 ? 0 : summary.maxTime(),
        summary.backwardSteps(),
        picked.get(0),
        picked.get(1),
        picked.get(2),
        picked.get(3),
        summary.sumT(),
        summary.sumRelativeT(),
        summary.sumX(),
        summary.sumY(),
        summary.maxX(),
        summary.maxY(),
        edges.count,
        edges.rising,
        edges.first,
        edges.last,
        summary.sha3T(),
        summary.sha3X(),
        summary.sha3Y(),
        summary.sha3P(),
        Math.round(summary.meanRate() * 10) / 10.0,
        windows.stream().map(w -> Math.round(w.rate() * 100) / 100.0).toList(),
        faults);
  }

  /** The events at some indices; an empty list where the recording has no such event. */
  private static List<List<Long>> pick(Path file, RecordingOptions options, long... wanted)
      throws IOException {
    List<List<Long>> found = new ArrayList<>();
    for (int k = 0; k < wanted.length; k++) {
      found.add(List.of());
    }
    EventColumns c = new EventColumns();
    long before = 0;
    try (Recording recording = Recording.open(file, options)) {
      while (recording.read(c)) {
        for (int k = 0; k < wanted.length; k++) {
          long i = wanted[k] - before;
          if (i >= 0 && i < c.size()) {
            int e = (int) i;
            found.set(k, List.of(c.t(e), (long) c.x(e), (long) c.y(e), (long) c.p(e)));
          }
        }
        before += c.size();
      }
    }
    return found;
  }

  private static final class Edges {
    private long count;
    private long rising;
    private List<Long> first;
    private List<Long> last;

    void add(TriggerColumns t) {
      for (int i = 0; i < t.size(); i++) {
        last = List.of(t.t(i), (long) t.id(i), (long) t.value(i));
        first = first == null ? last : first;
        count++;
        rising += t.value(i);
      }
    }
  }
}
