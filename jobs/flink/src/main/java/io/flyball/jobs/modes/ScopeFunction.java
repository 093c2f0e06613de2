package io.flyball.jobs.modes;

import io.flyball.core.modes.DiversityScore;
import io.flyball.core.modes.ModeCounts;
import io.flyball.core.modes.TippingMonitor;
import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.CodecTypeInfo;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts the modes of each scope in windows, compares them with its own earlier ones, and watches
 * drives and responses for signs of a tipping point. Pairs are taken in the order of their times at
 * the end of their window, so that no order of arrival changes the result.
 *
 * <p>State: the windows that are open, and {@link ScopeMemory} until {@code modes.diversity.past}
 * windows without anything.
 */
final class ScopeFunction extends KeyedProcessFunction<String, ScopeEvent, DiversityRow>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("scope-alerts", TypeInformation.of(Alert.class));

  private static final int PAIRS = -1;

  private final ModesConfig config;
  private final DiversityConfig diversity;
  private final Windows windows;
  private final Tally tally = new Tally(ModesTopology.JOB);
  private transient MapState<Long, ScopePane> panes;
  private transient ValueState<byte[]> memories;

  ScopeFunction(ModesConfig config) {
    this.config = config;
    this.diversity = config.diversity();
    this.windows = Windows.of(diversity.window());
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    panes =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "panes", Types.LONG, new CodecTypeInfo<>(new ScopePaneCodec())));
    memories = PackedValue.of(getRuntimeContext(), "scope");
  }

  @Override
  public void processElement(ScopeEvent event, Context context, Collector<DiversityRow> out)
      throws Exception {
    long end = windows.end(event.time());
    ScopePane pane = panes.get(end);
    if (pane == null) {
      pane = new ScopePane(new ModeCounts(config.modes()));
      context.timerService().registerEventTimeTimer(end - 1);
    }
    pane.add(event);
    panes.put(end, pane);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<DiversityRow> out)
      throws Exception {
    long end = time + 1;
    ScopePane pane = panes.get(end);
    ScopeMemory memory = ScopeMemory.of(memories.value(), config.modes());
    boolean forgotten =
        memory.last != Long.MIN_VALUE && windows.between(memory.last, end) > diversity.past();
    if (pane == null) {
      if (forgotten) {
        memories.clear();
      }
      return;
    }
    if (forgotten) {
      memory = new ScopeMemory();
    }
    panes.remove(end);
    memory.past.headMap(end - diversity.past() * windows.length()).clear();
    close(pane, end, memory, context, out);
    memory.last = end;
    memories.update(memory.toBytes());
    long gone = end + (diversity.past() + 1) * windows.length();
    context.timerService().registerEventTimeTimer(gone - 1);
  }

  private void close(
      ScopePane pane,
      long end,
      ScopeMemory memory,
      OnTimerContext context,
      Collector<DiversityRow> out) {
    String scope = context.getCurrentKey();
    tally.add(ModesCount.DIVERSITY_WINDOWS, 1);
    ModeCounts counts = pane.counts;
    Optional<ModeCounts> before = memory.before(config.modes());
    OptionalDouble entropy = counts.entropy(diversity.corrected());
    OptionalDouble then =
        before.isPresent() ? before.get().entropy(diversity.corrected()) : OptionalDouble.empty();
    lost(scope, end, counts, before, entropy, then, memory, context);
    out.collect(row(scope, end, pane, entropy, before, follow(pane, end, memory, context)));
    if (counts.attempts() > 0) {
      memory.past.put(end, counts);
    }
  }

  private void lost(
      String scope,
      long end,
      ModeCounts counts,
      Optional<ModeCounts> before,
      OptionalDouble now,
      OptionalDouble then,
      ScopeMemory memory,
      OnTimerContext context) {
    if (now.isEmpty()
        || then.isEmpty()
        || counts.successes() < diversity.least()
        || before.orElseThrow().successes() < diversity.least()) {
      return;
    }
    boolean fell = then.getAsDouble() - now.getAsDouble() > diversity.lost();
    if (fell && !memory.lost) {
      context.output(
          ALERTS,
          ModesAlerts.lost(
              scope,
              end - windows.length(),
              end,
              now.getAsDouble(),
              then.getAsDouble(),
              counts.successes()));
    }
    memory.lost = fell;
  }

  private List<Signs> follow(ScopePane pane, long end, ScopeMemory memory, OnTimerContext context) {
    pane.pairs.stream()
        .sorted(ScopePane.Pair.ORDER)
        .forEach(pair -> monitor(memory, PAIRS).update(pair.drive(), pair.response()));
    if (config.tipping().shares() && pane.counts.attempts() > 0) {
      double tried = (double) pane.counts.attempts();
      double won = (double) Math.max(1, pane.counts.successes());
      for (int m = 0; m < config.modes(); m++) {
        if (pane.tried[m] > 0 || memory.monitors.containsKey(m)) {
          monitor(memory, m).update(pane.tried[m] / tried, pane.won[m] / won);
        }
      }
    }
    List<Signs> all = new ArrayList<>();
    for (Map.Entry<Integer, TippingMonitor> each : memory.monitors.entrySet()) {
      Signs signs = Signs.of(each.getKey(), each.getValue());
      all.add(signs);
      boolean near =
          signs.pairs() >= config.tipping().least()
              && signs.area() != null
              && signs.area() > config.tipping().area();
      if (near && memory.tipped.add(each.getKey())) {
        String scope = context.getCurrentKey();
        context.output(ALERTS, ModesAlerts.tipping(scope, end - windows.length(), end, signs));
      } else if (!near) {
        memory.tipped.remove(each.getKey());
      }
    }
    return all;
  }

  private TippingMonitor monitor(ScopeMemory memory, int mode) {
    return memory.monitors.computeIfAbsent(
        mode, any -> new TippingMonitor(config.tipping().monitor()));
  }

  private DiversityRow row(
      String scope,
      long end,
      ScopePane pane,
      OptionalDouble entropy,
      Optional<ModeCounts> before,
      List<Signs> signs) {
    ModeCounts counts = pane.counts;
    OptionalDouble conditional =
        counts.conditionalEntropy(diversity.includeEmpty(), diversity.corrected());
    OptionalDouble divergence =
        before.isPresent()
            ? counts.divergence(before.get().laws(diversity.imagined()))
            : OptionalDouble.empty();
    return new DiversityRow(
        scope,
        end,
        config.modes(),
        counts.attempts(),
        counts.successes(),
        orNull(entropy),
        orNull(conditional),
        entropy.isPresent() ? ModeCounts.effective(config.modes(), entropy.getAsDouble()) : null,
        orNull(divergence),
        scores(counts, conditional, divergence),
        signs);
  }

  private static Map<String, Double> scores(
      ModeCounts counts, OptionalDouble conditional, OptionalDouble divergence) {
    Map<String, Double> scores = new TreeMap<>();
    for (DiversityScore score : DiversityScore.values()) {
      OptionalDouble second = score == DiversityScore.LESS_DIVERGENCE ? divergence : conditional;
      if (counts.successRate().isPresent() && second.isPresent()) {
        scores.put(
            score.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            score.of(
                counts.successRate().getAsDouble(), conditional.orElse(0), divergence.orElse(0)));
      }
    }
    return scores;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
