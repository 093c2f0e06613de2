package io.flyball.tools.dataloop;

import io.flyball.connectors.file.FileRecord;
import io.flyball.core.random.Draws;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.LabelOpinion;
import io.flyball.schemas.SampleVerdictKind;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.time.Instant;
import java.util.List;

/**
 * Samples, searches and tasks that are drawn, not recorded: pure functions of seed and index. Eight
 * records come together: a probe with the votes of three judges, a node of a search with its
 * reward, two steps of a task. In each topic they come in the order of time.
 */
public record DrawnRounds(long seed) {
  public static final String PROBES = "dataloop.probes";
  public static final String VOTES = "dataloop.votes";
  public static final String STEPS = "search.steps";
  public static final String TRANSITIONS = "learner.transitions";

  /** Records that come together. */
  public static final int EACH = 8;

  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final long STEP_MS = 2_000;
  private static final int JUDGES = 3;
  private static final List<LabelOpinion> OPINIONS =
      List.of(
          LabelOpinion.RESPONSE1_INCORRECT,
          LabelOpinion.RESPONSE2_INCORRECT,
          LabelOpinion.BOTH_CORRECT,
          LabelOpinion.BOTH_INCORRECT);
  private static final int NODES = 12;
  private static final int TASKS = 7;
  private static final int STATES = 3;

  /** The record of an index. */
  public FileRecord at(long index) {
    long round = index / EACH;
    int slot = (int) (index % EACH);
    return FileRecord.of(
        switch (slot) {
          case 0 -> probe(round);
          case 1, 2, 3 -> vote(round, slot);
          case 4, 5 -> step(round, slot);
          default -> step(round, slot > 6);
        });
  }

  private static Instant time(long round, long afterMs) {
    return Instant.ofEpochMilli(START + round * STEP_MS + afterMs);
  }

  private double draw(long round, long which) {
    return Draws.uniform(seed, round, which);
  }

  private boolean isKnown(long round) {
    return draw(round, 0) < .4;
  }

  private boolean isSure(long round) {
    return draw(round, 1) < .5;
  }

  private DataProbe probe(long round) {
    return DataProbe.newBuilder()
        .setId("probe " + round)
        .setTime(time(round, 0))
        .setSample("s" + round)
        .setSource("source-" + round % 5)
        .setCapability("capability-" + round % 3)
        .setLabel(List.of("a"))
        .setAnswer(List.of(isKnown(round) ? "a" : "b"))
        .setLogProbability(isSure(round) ? -.1 : -5)
        .setTokens(10)
        .build();
  }

  /** Now and then one that cannot be read. */
  private LabelOpinion opinion(long round, int judge) {
    int draw = (int) ((OPINIONS.size() + 1) * draw(round, 10 + judge));
    return draw == OPINIONS.size() ? null : OPINIONS.get(draw);
  }

  private DataVote vote(long round, int judge) {
    return DataVote.newBuilder()
        .setId("vote " + round + " " + judge)
        .setTime(time(round, 100L * judge))
        .setSample("s" + round)
        .setJudge("j" + judge)
        .setOpinion(opinion(round, judge))
        .build();
  }

  /** What a sample is to become. */
  public SampleVerdictKind verdict(long round) {
    if (isKnown(round)) {
      return isSure(round) ? SampleVerdictKind.MASTERED : SampleVerdictKind.BORDERLINE;
    }
    for (LabelOpinion opinion : LabelOpinion.values()) {
      int votes = 0;
      for (int judge = 1; judge <= JUDGES; judge++) {
        votes += opinion == opinion(round, judge) ? 1 : 0;
      }
      if (votes > 1) {
        return switch (opinion) {
          case RESPONSE1_INCORRECT -> SampleVerdictKind.ORIGINAL_INCORRECT;
          case RESPONSE2_INCORRECT -> SampleVerdictKind.MODEL_INCORRECT;
          case BOTH_CORRECT -> SampleVerdictKind.BOTH_CORRECT;
          case BOTH_INCORRECT -> SampleVerdictKind.BOTH_INCORRECT;
        };
      }
    }
    return SampleVerdictKind.FAILED;
  }

  /** First a node below one that came before, then its reward. */
  private SearchStep step(long round, int slot) {
    long node = round % NODES;
    SearchStep.Builder step =
        SearchStep.newBuilder()
            .setId("step " + round + " " + slot)
            .setTime(time(round, 100L * slot))
            .setSearch("q" + round / NODES)
            .setNode("n" + node);
    return slot == 4
        ? step.setParent(node == 0 ? "" : "n" + (long) (node * draw(round, 2))).build()
        : step.setReward(200 * draw(round, 3) - 100).build();
  }

  private TaskTransition step(long round, boolean second) {
    long number = round / TASKS * 2 + (second ? 1 : 0);
    return TaskTransition.newBuilder()
        .setId("transition " + round + " " + second)
        .setTime(time(round, second ? 700 : 600))
        .setTask("t" + round % TASKS)
        .setState("x" + number % STATES)
        .setAction("u" + (int) (2 * draw(round, second ? 5 : 4)))
        .setReward((double) (number % STATES))
        .setNext("x" + (number + 1) % STATES)
        .build();
  }
}
