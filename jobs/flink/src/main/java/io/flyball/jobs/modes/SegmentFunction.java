package io.flyball.jobs.modes;

import io.flyball.core.modes.ChainSummary;
import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.modes.HmmLearner;
import io.flyball.core.modes.RateMatrix;
import io.flyball.core.modes.RateSettings;
import io.flyball.core.modes.SegmentRates;
import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.CodecTypeInfo;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
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
 * Estimates the rates of each segment at the end of each window in which it showed something, and
 * learns its hidden model where that is asked for. Counts of a window are sums of whole numbers,
 * and symbols are learned entity by entity, so that no order of arrival changes the result. A call
 * costs {@code modes.rates.iterations} steps of the EM and {@code modes.hmm.learn-most} symbols at
 * most.
 *
 * <p>State: the windows that are open, and {@link SegmentMemory} until {@code
 * modes.rates.forget-after} windows without anything.
 */
final class SegmentFunction extends KeyedProcessFunction<String, SegmentEvent, RatesRow>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("segment-alerts", TypeInformation.of(Alert.class));

  private final ModesConfig config;
  private final Windows windows;
  private final Tally tally = new Tally(ModesTopology.JOB);
  private transient RateSettings settings;
  private transient Optional<HiddenMarkovModel> model;
  private transient MapState<Long, SegmentPane> panes;
  private transient ValueState<byte[]> memories;

  SegmentFunction(ModesConfig config) {
    this.config = config;
    this.windows = Windows.of(config.rates().window());
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    // Symbols are learned where modes are too many for rates, too: pairs are then never sent.
    settings =
        config.hasRates() ? config.rateSettings() : config.rates().settings(RateMatrix.MAX_STATES);
    model = config.hmm().learnEach() > 0 ? config.hmm().model() : Optional.empty();
    panes =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "panes", Types.LONG, new CodecTypeInfo<>(new SegmentPaneCodec())));
    memories = PackedValue.of(getRuntimeContext(), "segment");
  }

  @Override
  public void processElement(SegmentEvent event, Context context, Collector<RatesRow> out)
      throws Exception {
    if (event.isSymbol() && (model.isEmpty() || event.to() >= model.get().symbols())) {
      tally.add(ModesCount.NOT_LEARNED, 1);
      return;
    }
    long end = windows.end(event.time());
    SegmentPane pane = panes.get(end);
    if (pane == null) {
      pane = SegmentPane.of(settings);
      context.timerService().registerEventTimeTimer(end - 1);
    }
    if (!pane.add(event, config.hmm().learnEach())) {
      tally.add(ModesCount.NOT_LEARNED, 1);
    }
    panes.put(end, pane);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<RatesRow> out) throws Exception {
    long end = time + 1;
    SegmentPane pane = panes.get(end);
    SegmentMemory memory = SegmentMemory.of(memories.value(), settings, model);
    boolean known = memory.last != Long.MIN_VALUE;
    boolean forgotten = known && windows.between(memory.last, end) >= config.rates().forgetAfter();
    if (pane == null) {
      if (forgotten) {
        memories.clear();
      }
      return;
    }
    if (forgotten) {
      memory = SegmentMemory.none(settings, model);
    }
    panes.remove(end);
    close(pane, end, memory, context, out);
    memory.last = end;
    memories.update(memory.toBytes(settings));
    long gone = end + config.rates().forgetAfter() * windows.length();
    context.timerService().registerEventTimeTimer(gone - 1);
  }

  private void close(
      SegmentPane pane,
      long end,
      SegmentMemory memory,
      OnTimerContext context,
      Collector<RatesRow> out) {
    String segment = context.getCurrentKey();
    long since = memory.last == Long.MIN_VALUE ? 1 : windows.between(memory.last, end);
    SegmentRates.Estimate estimate = memory.rates.close(pane.pairs, since, settings);
    tally.add(ModesCount.RATE_WINDOWS, 1);
    if (estimate.summary().isEmpty()) {
      tally.add(ModesCount.NOT_IDENTIFIED, 1);
    }
    if (estimate.trapped()) {
      context.output(ALERTS, ModesAlerts.trapped(segment, end - windows.length(), end, estimate));
    }
    long learned = memory.learner.isPresent() ? learn(pane, memory.learner.get()) : 0;
    out.collect(row(segment, end, estimate, memory.learner, learned));
  }

  private long learn(SegmentPane pane, HmmLearner learner) {
    long learned = 0;
    long left = 0;
    for (List<Integer> shown : pane.symbols.values()) {
      learner.begin();
      for (int symbol : shown) {
        if (learned < config.hmm().learnMost()) {
          learner.update(symbol);
          learned++;
        } else {
          left++;
        }
      }
    }
    tally.add(ModesCount.NOT_LEARNED, left);
    return learned;
  }

  private RatesRow row(
      String segment,
      long end,
      SegmentRates.Estimate estimate,
      Optional<HmmLearner> learner,
      long learned) {
    Optional<ChainSummary> summary = estimate.summary();
    Optional<HiddenMarkovModel> found =
        learned > 0 ? learner.map(HmmLearner::model) : Optional.empty();
    return new RatesRow(
        segment,
        end,
        config.rates().method().name().toLowerCase(Locale.ROOT),
        settings.states(),
        estimate.pairs(),
        estimate.impossible(),
        estimate.rates().map(q -> flat(q.rates())).orElse(List.of()),
        summary.isPresent() ? null : estimate.notIdentified(),
        summary.map(s -> Arrays.stream(s.stationary()).boxed().toList()).orElse(List.of()),
        summary.map(ChainSummary::relaxationTime).orElse(null),
        summary.map(s -> flat(s.firstPassage())).orElse(List.of()),
        summary.map(ChainSummary::entropyProduction).orElse(null),
        summary.map(ChainSummary::oneWayPairs).orElse(0),
        orNull(estimate.drift()),
        found.map(m -> flat(m.transition())).orElse(List.of()),
        found.map(m -> flat(m.emission())).orElse(List.of()),
        learned);
  }

  private static List<Double> flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).boxed().toList();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
