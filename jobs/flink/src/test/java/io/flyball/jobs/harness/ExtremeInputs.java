package io.flyball.jobs.harness;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateEvent;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.RateWindow;
import io.flyball.schemas.Reward;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.Span;
import io.flyball.schemas.TaskTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** Records of each job at and past every limit of their schemas. */
public abstract class ExtremeInputs {
  /** Later than the clock, which stamps lines that are refused before their ingestTime is read. */
  public static final long NOW = 4_000_000_000_000L;

  public static final String GOOD = "good";

  protected static Map<String, Object> record(Object... pairs) {
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
  protected Arbitrary<List<String>> feedback() {
    return lines(
        new ExtremeRecords(Exposure.getClassSchema(), EXPOSURE),
        new ExtremeRecords(FeedbackSignal.getClassSchema(), SIGNAL));
  }

  @Provide
  protected Arbitrary<List<String>> reward() {
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
  protected Arbitrary<List<String>> bandit() {
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
  protected Arbitrary<List<String>> bias() {
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
  protected Arbitrary<List<String>> loop() {
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

  @Provide
  protected Arbitrary<List<String>> modes() {
    Map<String, Object> seen = record("id", "xo", "time", NOW, "entity", "xe", "segment", "xs");
    return lines(
        new ExtremeRecords(ModeObservation.getClassSchema(), with(seen, "state", 1)),
        new ExtremeRecords(
            ModeObservation.getClassSchema(), with(with(seen, "id", "xv"), "value", 1)),
        new ExtremeRecords(
            ModeObservation.getClassSchema(),
            with(with(seen, "id", "xp"), "pair", Map.of("drive", 0.5, "response", 0.5))));
  }

  /** Records of the dataloop job. */
  @Provide
  protected Arbitrary<List<String>> dataloop() {
    Map<String, Object> sample = record("id", "xp", "time", NOW, "sample", "xs");
    return lines(
        new ExtremeRecords(DataProbe.getClassSchema(), with(sample, "tokens", 1)),
        new ExtremeRecords(DataVote.getClassSchema(), with(with(sample, "id", "xv"), "judge", "j")),
        new ExtremeRecords(
            SearchStep.getClassSchema(),
            record("id", "xq", "time", NOW, "search", "xs", "node", "n", "reward", 1)),
        new ExtremeRecords(
            TaskTransition.getClassSchema(),
            with(
                with(
                    with(
                        record("id", "xt", "time", NOW, "task", "xt", "state", "a"), "action", "b"),
                    "reward",
                    1),
                "next",
                "c")));
  }

  /** Good records of the dataloop job. */
  protected static List<String> dataloopGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String sample = GOOD + i;
      good.add(
          line(
              "DataProbe",
              "id",
              sample,
              "time",
              NOW + i,
              "sample",
              sample,
              "source",
              GOOD,
              "capability",
              GOOD,
              "label",
              List.of("a"),
              "answer",
              List.of("a")));
      good.add(
          line(
              "SearchStep",
              "id",
              "q" + sample,
              "time",
              NOW + i,
              "search",
              GOOD,
              "node",
              "n" + i,
              "parent",
              i == 0 ? "" : "n" + (i - 1),
              "reward",
              i));
      good.add(
          line(
              "TaskTransition",
              "id",
              "t" + sample,
              "time",
              NOW + i,
              "task",
              GOOD,
              "state",
              "a",
              "action",
              "b",
              "reward",
              i,
              "next",
              "a"));
    }
    return good;
  }

  /** Records of the gate job; their risk class is not that of the good ones. */
  @Provide
  protected Arbitrary<List<String>> gate() {
    Map<String, Object> action = record("actionId", "xa", "time", NOW);
    return lines(
        new ExtremeRecords(
            GateProposal.getClassSchema(),
            with(
                with(with(action, "session", "xs"), "risk", "irreversible"),
                "fields",
                Map.of("speed", 1))),
        new ExtremeRecords(
            GateCritique.getClassSchema(), with(with(action, "critic", "xc"), "probability", 0.9)),
        new ExtremeRecords(GateOutcome.getClassSchema(), with(action, "right", true)),
        new ExtremeRecords(
            GateEvent.getClassSchema(),
            record(
                "episode",
                "xe",
                "time",
                NOW,
                "session",
                "xs",
                "subgoal",
                1,
                "kind",
                "EXCEPTION",
                "primitive",
                "xp")));
  }

  /** Good records of the gate job. */
  protected static List<String> gateGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String action = GOOD + i;
      good.add(
          line(
              "GateProposal",
              "actionId",
              action,
              "time",
              NOW + i,
              "session",
              GOOD,
              "risk",
              "reversible",
              "fields",
              Map.of("speed", i)));
      good.add(
          line(
              "GateCritique",
              "actionId",
              action,
              "time",
              NOW + i + 100,
              "critic",
              GOOD,
              "probability",
              i / 10.0));
      good.add(line("GateOutcome", "actionId", action, "time", NOW + i + 200, "right", i % 2 == 0));
      good.add(
          line(
              "GateEvent",
              "episode",
              GOOD,
              "time",
              NOW + i,
              "session",
              GOOD,
              "subgoal",
              i,
              "kind",
              i % 3 == 0 ? "EXCEPTION" : "END",
              "primitive",
              "p"));
    }
    return good;
  }

  /** Good records of the modes job. */
  protected static List<String> modesGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (String kind : List.of("state", "symbol", "value")) {
        good.add(
            line(
                "ModeObservation",
                "id",
                "good-" + kind + i,
                "time",
                NOW + i,
                "entity",
                GOOD,
                "segment",
                GOOD,
                kind,
                i % 2));
      }
    }
    return good;
  }

  /** Good records of the feedback job. */
  protected static List<String> feedbackGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line("Exposure", "id", "good-e" + i, "time", NOW + i, "user", GOOD, "item", "good" + i));
      good.add(
          line(
              "FeedbackSignal",
              "id",
              "good-s" + i,
              "time",
              NOW + i,
              "user",
              GOOD,
              "kind",
              "CLICK",
              "exposureId",
              "good-e" + i));
    }
    return good;
  }

  /** Good records of the reward job. */
  protected static List<String> rewardGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Map<String, Object> signal =
          record(
              "id",
              "good-s" + i,
              "time",
              NOW + i,
              "user",
              GOOD,
              "kind",
              "CLICK",
              "exposureId",
              "good-e" + i);
      good.add(
          line(
              "AttributedFeedback",
              "id",
              "signal/good-s" + i,
              "subject",
              "SIGNAL",
              "status",
              "ATTRIBUTED",
              "time",
              NOW + i,
              "user",
              GOOD,
              "exposure",
              record(
                  "id",
                  "good-e" + i,
                  "time",
                  NOW + i,
                  "user",
                  GOOD,
                  "item",
                  "good",
                  "decisionId",
                  "good/" + i),
              "signal",
              signal));
      good.add(
          line(
              "GroupMember",
              "id",
              "good-m" + i,
              "time",
              NOW + i,
              "groupId",
              "good" + i / 2,
              "decisionId",
              "good/" + i,
              "expectedSize",
              2,
              "components",
              Map.of("a", i)));
    }
    return good;
  }

  /** Good records of the bandit job. */
  protected static List<String> banditGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line(
              "DecisionRequest",
              "id",
              "good/" + i,
              "time",
              NOW + i,
              "context",
              List.of(1, 0.1 * i),
              "arms",
              List.of(Map.of("id", "a"), Map.of("id", "b"))));
      good.add(
          line(
              "Reward",
              "id",
              "good-r" + i,
              "time",
              NOW + i,
              "decisionId",
              "good/" + i,
              "value",
              i % 2));
    }
    return good;
  }

  /** Good records of the bias job. */
  protected static List<String> biasGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line(
              "RateWindow",
              "camera",
              GOOD,
              "sensor",
              "evk4",
              "startUs",
              i * 300_000,
              "endUs",
              (i + 1) * 300_000,
              "rate",
              6e7));
    }
    return good;
  }

  /** Good records of the loop job. */
  protected static List<String> loopGood() {
    List<String> good = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(
          line(
              "Exposure",
              "id",
              "good-e" + i,
              "time",
              NOW + i,
              "user",
              GOOD,
              "item",
              "good" + i % 3,
              "surface",
              GOOD));
      good.add(
          line(
              "Span",
              "traceId",
              GOOD,
              "spanId",
              "good-" + i,
              "time",
              NOW + i,
              "parents",
              i == 0 ? List.of() : List.of("good-" + (i - 1)),
              "trainable",
              i == 0));
    }
    good.add(
        line(
            "AttributedFeedback",
            "id",
            "signal/good",
            "subject",
            "SIGNAL",
            "status",
            "ORPHAN",
            "time",
            NOW + 20,
            "user",
            GOOD,
            "signal",
            record(
                "id",
                "good-f",
                "time",
                NOW + 20,
                "user",
                GOOD,
                "kind",
                "CORRECTION",
                "item",
                "good1",
                "traceId",
                GOOD,
                "spanId",
                "good-9",
                "text",
                "worse")));
    return good;
  }

  /** A line of its own. */
  protected static String line(String type, Object... pairs) {
    Map<String, Object> record = record("type", type, "ingestTime", NOW);
    record.putAll(record(pairs));
    return ExtremeRecords.write(record);
  }

  private static Arbitrary<List<String>> lines(ExtremeRecords... records) {
    return ExtremeRecords.lines(List.of(records), NOW).list().ofSize(40);
  }
}
