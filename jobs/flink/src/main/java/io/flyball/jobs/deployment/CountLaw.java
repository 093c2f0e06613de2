package io.flyball.jobs.deployment;

import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.bias.BiasCount;
import io.flyball.jobs.dataloop.DataloopCount;
import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.loop.LoopCount;
import io.flyball.jobs.modes.ModesCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An equation between the counts of a job that holds at every checkpoint: {@code whole = sum of
 * parts}. Counts that are read while a job runs come from its subtasks at different moments, so a
 * difference that does not stay is none.
 *
 * @param name of the whole, for people
 * @param whole the count on the left
 * @param parts the counts on the right
 */
public record CountLaw(String name, Enum<?> whole, List<Enum<?>> parts) {
  public static final CountLaw FEEDBACK_READ =
      of(
          "read",
          FeedbackCount.READ,
          FeedbackCount.ACCEPTED_EXPOSURES,
          FeedbackCount.ACCEPTED_SIGNALS,
          FeedbackCount.DUPLICATES,
          FeedbackCount.CONFLICTS,
          FeedbackCount.DEAD_LETTERS);
  public static final CountLaw FEEDBACK_SIGNALS =
      of(
          "accepted signals",
          FeedbackCount.ACCEPTED_SIGNALS,
          FeedbackCount.SIGNALS_ATTRIBUTED,
          FeedbackCount.SIGNALS_ORPHANED,
          FeedbackCount.SIGNALS_PENDING);
  public static final CountLaw FEEDBACK_EXPOSURES =
      of(
          "accepted exposures",
          FeedbackCount.ACCEPTED_EXPOSURES,
          FeedbackCount.EXPOSURES_MATCHED,
          FeedbackCount.EXPOSURES_CENSORED,
          FeedbackCount.EXPOSURES_PENDING);
  public static final CountLaw REWARD_READ =
      of("read", RewardCount.READ, RewardCount.ROWS, RewardCount.MEMBERS, RewardCount.DEAD_LETTERS);
  public static final CountLaw REWARD_ROWS =
      of(
          "rows",
          RewardCount.ROWS,
          RewardCount.FIRST,
          RewardCount.CORRECTED,
          RewardCount.UNCHANGED,
          RewardCount.FORGOTTEN,
          RewardCount.WAITING,
          RewardCount.HINDSIGHT_ROWS,
          RewardCount.UNVALUED,
          RewardCount.UNTARGETED,
          RewardCount.SIMULATED,
          RewardCount.UNANSWERED);
  public static final CountLaw BANDIT_DECISIONS =
      of(
          "decisions",
          ServingCount.DECISIONS,
          ServingCount.REWARDED,
          ServingCount.DEFAULTED,
          ServingCount.CENSORED,
          ServingCount.PENDING);
  public static final CountLaw LOOP_TRACED =
      of(
          "spans and their feedback",
          LoopCount.TRACED,
          LoopCount.TRACED_KEPT,
          LoopCount.TRACED_REPEATED,
          LoopCount.TRACED_DROPPED,
          LoopCount.TRACED_WAITING);
  public static final CountLaw LOOP_TURNS =
      of(
          "turns",
          LoopCount.TURNS,
          LoopCount.TURNS_KEPT,
          LoopCount.TURNS_REPEATED,
          LoopCount.TURNS_DROPPED,
          LoopCount.TURNS_WAITING);
  public static final CountLaw BIAS_READ =
      of(
          "read",
          BiasCount.READ,
          BiasCount.TAKEN,
          BiasCount.REPEATED,
          BiasCount.REFERENCES,
          BiasCount.DEAD_LETTERS);
  public static final CountLaw MODES_READ =
      of(
          "read",
          ModesCount.READ,
          ModesCount.TAKEN,
          ModesCount.PASSED_OVER,
          ModesCount.DEAD_LETTERS);
  public static final CountLaw MODES_TAKEN =
      of(
          "observations",
          ModesCount.TAKEN,
          ModesCount.APPLIED,
          ModesCount.REPEATED,
          ModesCount.REFUSED,
          ModesCount.WAITING);

  public static final CountLaw DATALOOP_READ =
      of("read", DataloopCount.READ, DataloopCount.TAKEN, DataloopCount.DEAD_LETTERS);
  public static final CountLaw DATALOOP_TAKEN =
      of(
          "records",
          DataloopCount.TAKEN,
          DataloopCount.APPLIED,
          DataloopCount.REPEATED,
          DataloopCount.REFUSED,
          DataloopCount.WAITING);
  public static final CountLaw DATALOOP_SAMPLES =
      of(
          "samples",
          DataloopCount.SAMPLES,
          DataloopCount.TRAINED,
          DataloopCount.EXPANDED,
          DataloopCount.DROPPED);
  public static final CountLaw GATE_READ =
      of("read", GateCount.READ, GateCount.TAKEN, GateCount.DEAD_LETTERS);
  public static final CountLaw GATE_TAKEN =
      of(
          "records taken",
          GateCount.TAKEN,
          GateCount.PROPOSALS,
          GateCount.CRITIQUES,
          GateCount.OUTCOMES,
          GateCount.EVENTS,
          GateCount.REPEATED,
          GateCount.WAITING);
  public static final CountLaw GATE_PROPOSALS =
      of("proposals", GateCount.PROPOSALS, GateCount.VERDICTS, GateCount.PENDING);

  /** The equations of each job, by its name. */
  public static final Map<String, List<CountLaw>> BY_JOB =
      Map.of(
          "feedback",
          List.of(FEEDBACK_READ, FEEDBACK_SIGNALS, FEEDBACK_EXPOSURES),
          "reward",
          List.of(REWARD_READ, REWARD_ROWS),
          "bandit",
          List.of(BANDIT_DECISIONS),
          "loop",
          List.of(LOOP_TRACED, LOOP_TURNS),
          "bias",
          List.of(BIAS_READ),
          "modes",
          List.of(MODES_READ, MODES_TAKEN),
          "dataloop",
          List.of(DATALOOP_READ, DATALOOP_TAKEN, DATALOOP_SAMPLES),
          "gate",
          List.of(GATE_READ, GATE_TAKEN, GATE_PROPOSALS));

  public CountLaw {
    parts = List.copyOf(parts);
  }

  private static CountLaw of(String name, Enum<?> whole, Enum<?>... parts) {
    return new CountLaw(name, whole, List.of(parts));
  }

  /** The value on the left, by the names of counts. */
  public long value(Map<String, Long> counts) {
    return counts.getOrDefault(whole.name(), 0L);
  }

  /** The terms on the right, by the words of people, in their order. */
  public Map<String, Long> terms(Map<String, Long> counts) {
    Map<String, Long> terms = new LinkedHashMap<>();
    for (Enum<?> part : parts) {
      terms.put(spoken(part), counts.getOrDefault(part.name(), 0L));
    }
    return terms;
  }

  /** A count in the words of people, such as {@code accepted signals}. */
  public static String spoken(Enum<?> count) {
    return count.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
