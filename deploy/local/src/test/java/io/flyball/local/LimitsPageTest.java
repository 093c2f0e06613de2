package io.flyball.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.FieldLimit;
import io.flyball.connectors.codec.FieldLimits;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.GroupMember;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RateWindow;
import io.flyball.schemas.Reward;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.Span;
import io.flyball.schemas.TaskTransition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The page of limits says what the code does. */
class LimitsPageTest {
  private static final Path PAGE = Path.of("../../docs/reference/limits.md");

  private static final List<Schema> READ =
      List.of(
          Exposure.getClassSchema(),
          FeedbackSignal.getClassSchema(),
          AttributedFeedback.getClassSchema(),
          GroupMember.getClassSchema(),
          Reward.getClassSchema(),
          DecisionRequest.getClassSchema(),
          Decision.getClassSchema(),
          PolicySnapshot.getClassSchema(),
          EventPacket.getClassSchema(),
          RateWindow.getClassSchema(),
          EpisodeTurn.getClassSchema(),
          Span.getClassSchema(),
          ModeObservation.getClassSchema(),
          DataProbe.getClassSchema(),
          DataVote.getClassSchema(),
          SearchStep.getClassSchema(),
          TaskTransition.getClassSchema(),
          ControlUpdate.getClassSchema());

  /** What holds a number of things, where it is declared, and what happens to one more. */
  private record Cap(String what, String type, String constant, String beyond) {}

  private static final List<Cap> CAPS =
      List.of(
          new Cap(
              "levels of nested JSON",
              "io.flyball.connectors.codec.JsonTree",
              "MAX_DEPTH",
              "dead letter `TOO_DEEP`"),
          new Cap(
              "schemas of a registry kept by a task",
              "io.flyball.connectors.registry.SchemaRegistry",
              "MOST_SCHEMAS",
              "the one used longest ago is asked for again"),
          new Cap(
              "unknown schema ids looked up a second by a task",
              "io.flyball.connectors.registry.LookUpBudget",
              "PER_SECOND",
              "dead letter `UNKNOWN_FINGERPRINT`"),
          new Cap(
              "unknown JSON fields of one record that are named",
              "io.flyball.connectors.codec.UnknownFields",
              "MOST",
              "only counted; `UNKNOWN_FIELDS`"),
          new Cap(
              "unknown JSON fields of a topic that are told",
              "io.flyball.jobs.runtime.UnknownFieldFunction",
              "MOST",
              "one more alert `UNKNOWN_FIELD` with scope `other`; counted"),
          new Cap(
              "spans and pieces of feedback of a trace",
              "io.flyball.jobs.loop.TraceFunction",
              "MOST",
              "dropped; `TRACED_DROPPED`, alert `TRACE_FULL`"),
          new Cap(
              "characters of a span's text whose edits are measured",
              "io.flyball.core.loop.NetEdit",
              "KEPT",
              "`netEdit` is null"),
          new Cap(
              "characters of a candidate or remark of a request",
              "io.flyball.connectors.codec.check.GroupMemberCheck",
              "LONGEST",
              "dead letter `OUT_OF_RANGE`"),
          new Cap(
              "turns of an episode",
              "io.flyball.jobs.loop.EpisodeFunction",
              "MOST",
              "dropped; `TURNS_DROPPED`, alert `EPISODE_FULL`"),
          new Cap(
              "users whose last topic the detectors remember, by scope",
              "io.flyball.core.loop.LoopSignals",
              "USERS",
              "the one seen longest ago is forgotten"),
          new Cap(
              "latest events of the random holdout, by scope",
              "io.flyball.core.loop.HoldoutLevels",
              "MOST",
              "the oldest is forgotten"),
          new Cap(
              "categories whose bias disparity a window reports",
              "io.flyball.core.loop.BiasDisparity",
              "MOST",
              "only those shown most are reported"),
          new Cap(
              "rewards that wait for one decision",
              "io.flyball.core.bandit.serve.EarlyRewards",
              "MOST_HELD",
              "dead letter `UNKNOWN_DECISION`, or a late reward"),
          new Cap(
              "numbers that a policy keeps for one arm, or for all together",
              "io.flyball.core.bandit.serve.Algorithms",
              "MOST_OF_ONE",
              "dead letter `MODEL_MISMATCH`"),
          new Cap(
              "numbers that a policy keeps",
              "io.flyball.core.bandit.serve.Algorithms",
              "MOST_OF_ALL",
              "dead letter `MODEL_MISMATCH`"),
          new Cap(
              "rewards whose state one timer of the reward job ends",
              "io.flyball.core.reward.Endings",
              "MOST",
              "another timer ends them"),
          new Cap(
              "signals of one user and stretch that wait for a pattern",
              "io.flyball.jobs.feedback.CandidateFunction",
              "MOST",
              "handed on to the pattern at once"));

  @Test
  void thePageIsCurrent() throws IOException {
    String page = page();
    if (Boolean.getBoolean("flyball.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run this test with -Dflyball.update=true").hasContent(page);
  }

  @Test
  void everyFieldThatHoldsANameANumberOrAListStandsOnThePage() {
    String page = page();
    for (Schema schema : READ) {
      assertThat(page).contains("| `" + schema.getName() + "` |");
      assertThat(FieldLimits.of(schema).byPath()).isNotEmpty();
    }
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Limits

            A record within these limits cannot stop a job. A record beyond one is a dead letter (`TOO_LARGE` for a length or a count,
            `OUT_OF_RANGE` for a number) that names the field. The limits are checked where records are decoded, for Avro and JSON alike.
            `LimitsPageTest` writes this page from the code.

            ## Fields by kind

            | kind | at most |
            |---|---|
            """);
    for (FieldLimit limit : FieldLimit.values()) {
      if (limit != FieldLimit.NONE) {
        page.append("| ").append(name(limit)).append(" | ").append(allowed(limit)).append(" |\n");
      }
    }
    page.append("| everything else | the longest record: ")
        .append(number(RecordCodec.DEFAULT_LIMIT))
        .append(" bytes, or the job's `max-record-bytes` |\n\n");
    page.append(
        """
        A divisor is a probability or a weight. It is 0 or at least 1e-100. A number is finite. Some fields have a narrower range: the page of
        their job names it.

        ## Fields by record

        | record | kind | fields |
        |---|---|---|
        """);
    READ.stream().sorted(Comparator.comparing(Schema::getName)).forEach(s -> append(s, page));
    page.append(
        """

        ## What jobs keep

        | what | at most | beyond |
        |---|---|---|
        """);
    for (Cap cap : CAPS) {
      page.append("| ").append(cap.what()).append(" | ").append(number(value(cap))).append(" | ");
      page.append(cap.beyond()).append(" |\n");
    }
    return page.toString();
  }

  private static void append(Schema schema, StringBuilder page) {
    Map<FieldLimit, List<String>> byLimit = new TreeMap<>();
    FieldLimits.of(schema)
        .byPath()
        .forEach((path, limit) -> byLimit.computeIfAbsent(limit, l -> new ArrayList<>()).add(path));
    String record = "`" + schema.getName() + "`";
    for (Map.Entry<FieldLimit, List<String>> entry : byLimit.entrySet()) {
      page.append("| ").append(record).append(" | ").append(name(entry.getKey())).append(" | `");
      page.append(String.join("`, `", entry.getValue())).append("` |\n");
      record = "";
    }
  }

  private static String name(FieldLimit limit) {
    return limit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String allowed(FieldLimit limit) {
    return number(limit.most()) + " " + limit.unit();
  }

  private static String number(double number) {
    return number >= 1e12
        ? String.format(Locale.ROOT, "%.3g", number)
        : String.format(Locale.ROOT, "%,d", (long) number);
  }

  /** Constants stay as private as they are; only this page reads them from outside. */
  private static int value(Cap cap) {
    try {
      var field = Class.forName(cap.type()).getDeclaredField(cap.constant());
      field.setAccessible(true);
      return field.getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(cap + " is not in the code", e);
    }
  }
}
