package io.flyball.jobs.gate;

import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.rules.RuleOutcome;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import io.flyball.jobs.runtime.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Evaluates the rules on the proposals of each session in the order of event time, under every
 * version that may be in force or in shadow at the proposal's time.
 *
 * <p>State: the proposals that wait, and {@link SessionValues} until {@code gate.forget} after the
 * last one.
 */
final class RulesFunction
    extends KeyedBroadcastProcessFunction<String, ActionEvent, RulesVersion, RuledAction>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final MapStateDescriptor<Long, RulesVersion> VERSIONS =
      new MapStateDescriptor<>("versions", Types.LONG, TypeInformation.of(RulesVersion.class));

  private final GateConfig config;
  private final long forget;
  private final Tally tally = new Tally(GateTopology.JOB);
  private transient GateRules configured;
  private transient Map<Long, GateRules> compiled;
  private transient DueRecords<ActionEvent> waiting;
  private transient ValueState<byte[]> sessions;
  private transient DataOutputSerializer packed;
  private transient DataInputDeserializer unpacked;

  RulesFunction(GateConfig config) {
    this.config = config;
    this.forget = config.forget().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    configured = config.configured();
    compiled = new HashMap<>();
    waiting =
        new DueRecords<>(getRuntimeContext(), "proposals", ActionEvent.class, ActionEvent.ORDER);
    sessions = PackedValue.of(getRuntimeContext(), "session");
    packed = new DataOutputSerializer(64);
    unpacked = new DataInputDeserializer();
  }

  @Override
  public void processElement(
      ActionEvent event, ReadOnlyContext context, Collector<RuledAction> out) {
    waiting.keep(event.time(), event, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<RuledAction> out)
      throws Exception {
    List<ActionEvent> due = waiting.take(time);
    SessionValues session = SessionValues.of(sessions.value(), unpacked);
    if (due.isEmpty()) {
      if (session.last == Long.MIN_VALUE || session.noted != time) {
        return;
      }
      if (session.last + forget <= time) {
        sessions.clear();
        return;
      }
    }
    if (!due.isEmpty()) {
      List<RulesVersion> live = live(time, context.getBroadcastState(VERSIONS));
      for (ActionEvent proposal : due) {
        out.collect(new RuledAction(proposal, ruled(proposal, live, session)));
      }
      session
          .byVersion
          .keySet()
          .removeIf(version -> live.stream().noneMatch(l -> l.version() == version));
      session.last = Math.max(session.last, time);
    }
    // Without values there is nothing to remember.
    if (session.byVersion.isEmpty()) {
      sessions.clear();
      return;
    }
    if (session.noted <= time) {
      session.noted = session.last + forget;
      context.timerService().registerEventTimeTimer(session.noted);
    }
    sessions.update(session.toBytes(packed));
  }

  private static List<RulesVersion> live(
      long time, ReadOnlyBroadcastState<Long, RulesVersion> versions) throws Exception {
    List<RulesVersion> all = new ArrayList<>();
    versions.immutableEntries().forEach(entry -> all.add(entry.getValue()));
    return RulesVersion.at(time, all);
  }

  private List<Ruled> ruled(ActionEvent proposal, List<RulesVersion> live, SessionValues session) {
    Proposed proposed = proposal.proposed();
    Map<String, Object> fields = new HashMap<>();
    proposed.fields().forEach(field -> fields.put(field.name(), field.value()));
    fields.put("risk", proposed.risk());
    fields.put("attempt", (long) proposed.attempt());
    fields.put("session", proposed.session());
    List<Ruled> ruled = new ArrayList<>();
    for (RulesVersion version : live) {
      GateRules rules =
          compiled.computeIfAbsent(
              version.version(), any -> GateRulesUpdate.rules(version, configured));
      Map<String, Double> values =
          session.byVersion.getOrDefault(version.version(), new TreeMap<>());
      RuleOutcome outcome = rules.rules().evaluate(fields, values);
      tally.add(GateCount.RULE_FAULTS, outcome.faults().size());
      if (!values.isEmpty()) {
        session.byVersion.put(version.version(), values);
      }
      ruled.add(Ruled.of(version, rules, proposed.risk(), outcome));
    }
    return ruled;
  }

  @Override
  public void processBroadcastElement(
      RulesVersion version, Context context, Collector<RuledAction> out) throws Exception {
    context.getBroadcastState(VERSIONS).put(version.version(), version);
  }
}
