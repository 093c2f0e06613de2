package io.flyball.jobs.modes;

import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.modes.HmmFilter;
import io.flyball.core.modes.TransientTracker;
import io.flyball.core.modes.TransientTracker.Burst;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** What one observation after the other tells of an entity, of its segment and of its scopes. */
final class EntityPlay {
  private final ModesConfig config;
  private final Tally tally;
  private final TransientTracker.Config tracker;
  private final double unit;
  private ModesRules rules;
  private BiConsumer<OutputTag<?>, Object> sides;
  private Collector<ModeStep> out;

  EntityPlay(ModesConfig config, Tally tally) {
    this.config = config;
    this.tally = tally;
    this.tracker = config.transients().tracker();
    this.unit = (double) config.hmm().unit().toMillis();
  }

  TransientTracker.Config tracker() {
    return tracker;
  }

  void begin(
      ModesRules inForce, BiConsumer<OutputTag<?>, Object> sideOutputs, Collector<ModeStep> main) {
    rules = inForce;
    sides = sideOutputs;
    out = main;
  }

  /** Takes an observation, or says why it does not fit; the memory is unchanged then. */
  Refusal take(Observation seen, EntityMemory memory) {
    return switch (seen.kind()) {
      case STATE -> state(seen, memory);
      case SYMBOL -> symbol(seen, memory);
      case VALUE -> value(seen, memory);
      case OUTCOME -> {
        count(seen);
        yield null;
      }
      case PAIR -> {
        scope("segment/" + seen.segmentKey(), seen);
        yield null;
      }
    };
  }

  private Refusal state(Observation seen, EntityMemory memory) {
    boolean known = memory.state >= 0;
    if (known && seen.time() == memory.stateTime) {
      return Refusal.of(
          Reason.OUT_OF_RANGE,
          "time",
          "another state of this entity has the same time: the gap between them is zero");
    }
    Integer left = null;
    Long dwell = null;
    if (config.hasRates()) {
      tally.add(ModesCount.PAIRS, known ? 1 : 0);
      int from = known ? memory.state : seen.number();
      long gap = known ? seen.time() - memory.stateTime : 0;
      sides.accept(
          EntityFunction.SEGMENTS,
          new SegmentEvent(seen.segmentKey(), seen.time(), seen.key(), from, seen.number(), gap));
    }
    if (memory.state != seen.number()) {
      left = known ? memory.state : null;
      dwell = known ? seen.time() - memory.since : null;
      memory.state = seen.number();
      memory.since = seen.time();
    }
    memory.stateTime = seen.time();
    count(seen);
    emit(seen, memory.state, memory.since, List.of(), null, null, left, dwell, null, false);
    return null;
  }

  private Refusal symbol(Observation seen, EntityMemory memory) {
    if (rules.model().isEmpty()) {
      return Refusal.of(
          Reason.MODEL_MISMATCH,
          "symbol",
          "no model says what symbols mean: set modes.hmm, or send hmm.initial, hmm.transition and"
              + " hmm.emission to the control target modes");
    }
    HiddenMarkovModel model = rules.model().get();
    if (seen.number() >= model.symbols()) {
      return Refusal.of(
          Reason.OUT_OF_RANGE,
          "symbol",
          String.format(
              Locale.ROOT,
              "symbol is %d; the model in force has 0 to %d",
              seen.number(),
              model.symbols() - 1));
    }
    if (memory.filter == null || memory.filter.states() != model.states()) {
      memory.filter = new HmmFilter(model.states());
    }
    HmmFilter.Step step = memory.filter.update(model, seen.number(), seen.time(), unit);
    if (step.surprise().isEmpty()) {
      tally.add(ModesCount.IMPOSSIBLE, 1);
    }
    if (config.hmm().learnEach() > 0) {
      sides.accept(
          EntityFunction.SEGMENTS,
          new SegmentEvent(seen.segmentKey(), seen.time(), seen.key(), -1, seen.number(), 0));
    }
    double sure = step.posterior()[step.mode()];
    step.left()
        .ifPresent(
            left -> {
              tally.add(ModesCount.MODE_CHANGES, 1);
              if (config.hmm().alerts() && sure >= config.hmm().sure()) {
                sides.accept(
                    EntityFunction.ALERTS, ModesAlerts.changed(seen, left, step.mode(), sure));
              }
            });
    emit(
        seen,
        step.mode(),
        memory.filter.since(),
        Arrays.stream(step.posterior()).boxed().toList(),
        step.entropy(),
        step.surprise().orElse(null),
        step.left().map(HmmFilter.Dwell::mode).orElse(null),
        step.left().map(left -> left.end() - left.start()).orElse(null),
        null,
        false);
    return null;
  }

  private Refusal value(Observation seen, EntityMemory memory) {
    if (memory.tracker == null) {
      memory.tracker = new TransientTracker(tracker);
    }
    Optional<Burst> ended = memory.tracker.update(seen.x(), seen.time());
    double level = memory.tracker.level();
    if (ended.isPresent()) {
      tally.add(ModesCount.BURSTS, 1);
      sides.accept(EntityFunction.ALERTS, ModesAlerts.burst(seen, ended.get(), level));
    }
    boolean inside = memory.tracker.inside();
    emit(seen, -1, seen.time(), List.of(), null, null, null, null, level, inside);
    return null;
  }

  /** Counts a mode for each scope whose modes are counted. */
  private void count(Observation seen) {
    for (ModeScope scope : config.diversity().scopes()) {
      switch (scope) {
        case ENTITY -> scope("entity/" + seen.key(), seen);
        case SEGMENT -> scope("segment/" + seen.segmentKey(), seen);
        case POLICY -> {
          if (!seen.policy().isEmpty()) {
            String stream = seen.stream().isEmpty() ? "" : seen.stream() + ":";
            scope("policy/" + stream + seen.policy(), seen);
          }
        }
      }
    }
  }

  private void scope(String scope, Observation seen) {
    sides.accept(
        EntityFunction.SCOPES,
        new ScopeEvent(
            scope,
            seen.time(),
            seen.context(),
            seen.number(),
            seen.success(),
            seen.x(),
            seen.y(),
            seen.stateKey() + "/" + seen.id()));
  }

  private void emit(
      Observation seen,
      int mode,
      long since,
      List<Double> posterior,
      Double entropy,
      Double surprise,
      Integer left,
      Long dwell,
      Double level,
      boolean burst) {
    out.collect(
        new ModeStep(
            seen.stream().isEmpty() ? seen.id() : seen.stream() + ":" + seen.id(),
            seen.time(),
            seen.key(),
            seen.segmentKey(),
            mode,
            since,
            posterior,
            entropy,
            surprise,
            left,
            dwell,
            level,
            burst,
            rules.version()));
  }
}
