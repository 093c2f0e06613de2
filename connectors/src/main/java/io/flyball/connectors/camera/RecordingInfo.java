package io.flyball.connectors.camera;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventSummary;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.ReferenceWindows;
import io.flyball.core.camera.TriggerColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a recording holds: counts, extremes, some events as {t, x, y, polarity}, sums and digests of
 * the columns, triggers as {t, channel, edge}, the rate of each 0.3 s window cut as the published
 * controller cuts it, and every fault. What a recording does not have (an event, a trigger, a pixel
 * array) is null. Reads the file once, and up to its middle event a second time, in constant
 * memory.
 *
 * @param encoding how the format carries the events, such as EVT3 or LZ4
 * @param bytes size of the file
 * @param sha256 digest of the file
 * @param others records that are no change events, such as grey levels of an ATIS, or events of a
 *     second camera in the same file
 */
public record RecordingInfo(
    String format,
    String encoding,
    String geometry,
    long bytes,
    String sha256,
    long events,
    long on,
    long off,
    @JsonProperty("min_t") Long minTime,
    @JsonProperty("max_t") Long maxTime,
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
    long others,
    List<Faults.FaultCount> faults,
    String packing,
    List<String> notes) {

  private static final long WINDOW_US = 300_000;

  /** Reads a recording. */
  public static RecordingInfo of(Path file, RecordingOptions options) throws IOException {
    return of(file, options, read -> {});
  }

  /**
   * Reads a recording.
   *
   * @param progress told the bytes of the file that were read, now and then
   */
  public static RecordingInfo of(Path file, RecordingOptions options, LongConsumer progress)
      throws IOException {
    EventSummary summary = new EventSummary();
    List<RateWindow> windows = new ArrayList<>();
    ReferenceWindows cut = new ReferenceWindows(WINDOW_US);
    Edges edges = new Edges();
    MessageDigest sha256 = newSha256();
    EventColumns c = new EventColumns();
    List<Long> first = null;
    List<Long> last = null;
    List<Long> event1000 = null;
    try (Recording recording =
        Recording.open(file, options, in -> new DigestInputStream(in, sha256))) {
      while (recording.read(c)) {
        first = first == null ? event(c, 0) : first;
        event1000 = event1000 == null ? event(c, 1000 - summary.events()) : event1000;
        last = c.isEmpty() ? last : event(c, c.size() - 1);
        summary.add(c);
        cut.add(c, windows::add);
        edges.add(c.triggers());
        progress.accept(recording.bytesRead());
      }
      long n = summary.events();
      return new RecordingInfo(
          recording.format().name(),
          recording.encoding(),
          recording.geometry().known() ? recording.geometry().toString() : null,
          recording.bytesRead(),
          HexFormat.of().formatHex(sha256.digest()),
          n,
          summary.on(),
          summary.off(),
          n == 0 ? null : summary.minTime(),
          n == 0 ? null : summary.maxTime(),
          summary.backwardSteps(),
          first,
          last,
          event1000,
          middle(file, options, n),
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
          recording.others(),
          recording.faults().seen(),
          recording.packing(),
          recording.notes());
    }
  }

  /** The event at half of {@code n}, which is known only after the whole file was read. */
  private static List<Long> middle(Path file, RecordingOptions options, long n) throws IOException {
    if (n == 0 || !Files.isRegularFile(file)) {
      return null;
    }
    EventColumns c = new EventColumns();
    long before = 0;
    try (Recording recording = Recording.open(file, options)) {
      while (recording.read(c)) {
        if (n / 2 - before < c.size()) {
          return event(c, n / 2 - before);
        }
        before += c.size();
      }
    }
    throw new IOException(file + " became shorter while it was read.");
  }

  /** An event of a piece, null when the index lies outside it. */
  private static List<Long> event(EventColumns c, long index) {
    if (index < 0 || index >= c.size()) {
      return null;
    }
    int i = (int) index;
    return List.of(c.t(i), (long) c.x(i), (long) c.y(i), (long) c.p(i));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
