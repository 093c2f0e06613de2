package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.schemas.AttributedFeedback;
import java.util.Map;
import java.util.TreeMap;
import org.apache.datasketches.kll.KllDoublesSketch;

/** Rows of feedback.attributed in one second; delays are estimated by a sketch past 200 rows. */
final class FeedbackSecond implements Second<AttributedFeedback> {
  static final Kind<AttributedFeedback> KIND =
      new Kind<>() {
        @Override
        public String key(AttributedFeedback row) {
          return "";
        }

        @Override
        public long time(AttributedFeedback row) {
          return row.getTime().toEpochMilli();
        }

        @Override
        public String keyName() {
          return null;
        }

        @Override
        public Second<AttributedFeedback> second() {
          return new FeedbackSecond();
        }
      };

  private final Map<String, Long> statuses = new TreeMap<>();
  private final Map<String, Long> subjects = new TreeMap<>();
  private final KllDoublesSketch delays = KllDoublesSketch.newHeapInstance();
  private long late;

  @Override
  public void add(AttributedFeedback row) {
    statuses.merge(row.getStatus().name(), 1L, Long::sum);
    subjects.merge(row.getSubject().name(), 1L, Long::sum);
    late += row.getLate() ? 1 : 0;
    if (row.getDelayMs() != null) {
      delays.update(row.getDelayMs());
    }
  }

  @Override
  public void write(ObjectNode point) {
    ObjectNode byStatus = point.putObject("statuses");
    statuses.forEach(byStatus::put);
    ObjectNode bySubject = point.putObject("subjects");
    subjects.forEach(bySubject::put);
    point.put("late", late);
    ObjectNode delay = point.putObject("delayMs").put("n", delays.getN());
    if (!delays.isEmpty()) {
      delay
          .put("p50", delays.getQuantile(.5))
          .put("p95", delays.getQuantile(.95))
          .put("max", delays.getMaxItem());
    }
  }
}
