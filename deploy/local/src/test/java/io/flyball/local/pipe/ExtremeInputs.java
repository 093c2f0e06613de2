package io.flyball.local.pipe;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.RateWindow;
import io.flyball.schemas.Reward;
import io.flyball.schemas.Span;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** Records of each job at and past every limit of their schemas. */
abstract class ExtremeInputs {
  /** Later than the clock, which stamps lines that are refused before their ingestTime is read. */
  static final long NOW = 4_000_000_000_000L;

  static final String GOOD = "good";

  static Map<String, Object> record(Object... pairs) {
    Map<String, Object> record = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      record.put((String) pairs[i], pairs[i + 1]);
    }
    return record;
  }

  static final Map<String, Object> EXPOSURE =
      record("id", "xe", "time", NOW, "user", "xu", "item", "xi", "surface", "xs");
  static final Map<String, Object> SIGNAL =
      record("id", "xs", "time", NOW, "user", "xu", "kind", "CLICK", "exposureId", "xe");

  @Provide
  Arbitrary<List<String>> feedback() {
    return lines(
        new ExtremeRecords(Exposure.getClassSchema(), EXPOSURE),
        new ExtremeRecords(FeedbackSignal.getClassSchema(), SIGNAL));
  }

  @Provide
  Arbitrary<List<String>> reward() {
    return lines(
        new ExtremeRecords(AttributedFeedback.getClassSchema(), ROW),
        new ExtremeRecords(
            GroupMember.getClassSchema(),
            record(
                "id",
                "xm",
                "time",
                NOW,
                "groupId",
                "xg",
                "decisionId",
                "x/1",
                "expectedSize",
                2,
                "components",
                Map.of("a", 1))));
  }

  static final Map<String, Object> ROW =
      record(
          "id",
          "signal/xs",
          "subject",
          "SIGNAL",
          "status",
          "ATTRIBUTED",
          "time",
          NOW,
          "user",
          "xu",
          "exposure",
          with(EXPOSURE, "decisionId", "x/1"),
          "signal",
          SIGNAL,
          "delayMs",
          0);

  static Map<String, Object> with(Map<String, Object> base, String field, Object value) {
    Map<String, Object> record = record();
    record.putAll(base);
    record.put(field, value);
    return record;
  }

  @Provide
  Arbitrary<List<String>> bandit() {
    return lines(
        new ExtremeRecords(
            DecisionRequest.getClassSchema(),
            record(
                "id",
                "x/1",
                "time",
                NOW,
                "context",
                List.of(1, 0.5),
                "arms",
                List.of(Map.of("id", "a"), Map.of("id", "b")))),
        new ExtremeRecords(
            Reward.getClassSchema(),
            record("id", "xr", "time", NOW, "decisionId", "x/1", "value", 1)));
  }

  @Provide
  Arbitrary<List<String>> bias() {
    return lines(
        new ExtremeRecords(
            RateWindow.getClassSchema(),
            record("camera", "xc", "sensor", "evk4", "startUs", 0, "endUs", 300_000, "rate", 6e7)),
        new ExtremeRecords(
            EventPacket.getClassSchema(),
            record(
                "camera",
                "xd",
                "sensor",
                "evk4",
                "sequence",
                0,
                "startUs",
                0,
                "endUs",
                300_000,
                "encoding",
                "EVT3",
                "width",
                1280,
                "height",
                720,
                "events",
                "")));
  }

  @Provide
  Arbitrary<List<String>> loop() {
    return lines(
        new ExtremeRecords(Exposure.getClassSchema(), EXPOSURE),
        new ExtremeRecords(AttributedFeedback.getClassSchema(), ROW),
        new ExtremeRecords(
            Decision.getClassSchema(),
            record(
                "id",
                "x/1",
                "time",
                NOW,
                "policy",
                "x",
                "arm",
                "a",
                "propensity",
                0.5,
                "arms",
                List.of("a", "b"),
                "propensities",
                List.of(0.5, 0.5),
                "policyVersion",
                1,
                "algorithm",
                "linucb")),
        new ExtremeRecords(
            EpisodeTurn.getClassSchema(),
            record(
                "id",
                "xt",
                "time",
                NOW,
                "episode",
                "xe",
                "model",
                "xm",
                "turn",
                1,
                "answer",
                "a",
                "judge",
                "xj",
                "feedback",
                "GOOD")),
        new ExtremeRecords(
            Span.getClassSchema(),
            record("traceId", "xt", "spanId", "xs", "time", NOW, "trainable", true)));
  }

  static Arbitrary<List<String>> lines(ExtremeRecords... records) {
    return ExtremeRecords.lines(List.of(records), NOW).list().ofSize(40);
  }
}
