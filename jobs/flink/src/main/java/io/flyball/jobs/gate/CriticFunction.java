package io.flyball.jobs.gate;

import io.flyball.core.gate.BetaCount;
import io.flyball.core.gate.CriticReliability;
import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.PackedValue;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Learns how reliable critics are, and how often actions of a risk class are right, in the order of
 * event time. What is known at the end of each stretch of {@code gate.beliefs-every} goes to every
 * verdict from then on; verdicts wait for it by event time, so that parallelism and pace change
 * nothing.
 */
final class CriticFunction extends KeyedProcessFunction<String, Judgement, Belief> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 2;
  private static final byte[] NOTHING = {};

  /** Trust in a critic that the loop job does not judge. */
  static final double UNJUDGED = 1;

  static final OutputTag<Alert> ALERTS =
      new OutputTag<>("critic-alerts", TypeInformation.of(Alert.class));

  private final GateConfig config;
  private final long every;
  private final long forget;
  private transient CriticReliability.Config critics;
  private transient DueRecords<Judgement> waiting;
  private transient ValueState<byte[]> memories;

  CriticFunction(GateConfig config) {
    this.config = config;
    this.every = config.beliefsEvery().toMillis();
    this.forget = config.forget().toMillis();
  }

  @Override
  public void open(OpenContext context) {
    critics = config.configured().critics();
    waiting = new DueRecords<>(getRuntimeContext(), "judgements", Judgement.class, Judgement.ORDER);
    memories = PackedValue.of(getRuntimeContext(), "learnt");
  }

  @Override
  public void processElement(Judgement judged, Context context, Collector<Belief> out) {
    // Trust comes from windows that are over: it holds from now on.
    long reached =
        judged.trust() == null ? Long.MIN_VALUE : context.timerService().currentWatermark();
    waiting.keep(Math.max(judged.time(), reached + 1), judged, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Belief> out) throws Exception {
    String subject = context.getCurrentKey();
    Memory memory = memory(subject);
    if (memory.news && Math.floorMod(time, every) == 0) {
      out.collect(new Belief(subject, time, memory.learnt(subject)));
      memory.news = false;
    }
    List<Judgement> due = waiting.take(time);
    for (Judgement judged : due) {
      memory.take(judged, context);
    }
    if (!due.isEmpty()) {
      memory.last = Math.max(memory.last, time);
      memory.news = true;
      context.timerService().registerEventTimeTimer(Math.floorDiv(time, every) * every + every);
    } else if (memory.noted == time && memory.last + forget <= time) {
      memories.clear();
      out.collect(new Belief(subject, time, NOTHING));
      return;
    }
    if (memory.noted <= time) {
      memory.noted = memory.last + forget;
      context.timerService().registerEventTimeTimer(memory.noted);
    }
    memories.update(memory.toBytes(subject));
  }

  private Memory memory(String subject) throws IOException {
    Memory memory = new Memory();
    byte[] bytes = memories.value();
    if (bytes != null) {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      int version = in.readByte();
      memory.last = in.readLong();
      memory.noted = in.readLong();
      memory.news = in.readBoolean();
      memory.alerted = in.readBoolean();
      if (subject.startsWith(Judgement.CRITIC)) {
        memory.critic = CriticReliability.read(critics, in);
        memory.trust = version < 2 ? UNJUDGED : in.readDouble();
      } else {
        memory.rate.read(in);
      }
    }
    return memory;
  }

  /** How often actions of a risk class are right. */
  static BetaCount rate(CriticReliability.Config critics) {
    return new BetaCount(1, 1, critics.halfLife());
  }

  private final class Memory {
    private long last = Long.MIN_VALUE;
    private long noted = Long.MIN_VALUE;
    private boolean news;
    private boolean alerted;
    private double trust = UNJUDGED;
    private CriticReliability critic = new CriticReliability(critics);
    private final BetaCount rate = rate(critics);

    void take(Judgement judged, Context context) {
      if (!judged.ofCritic()) {
        rate.add(judged.right());
        return;
      }
      if (judged.trust() != null) {
        trust = judged.trust();
        return;
      }
      Double p = judged.probability();
      critic.add(p == null ? OptionalDouble.empty() : OptionalDouble.of(p), judged.right());
      if (critic.unreliable() && !alerted) {
        context.output(ALERTS, GateAlerts.unreliable(judged, critic));
      }
      alerted = critic.unreliable();
    }

    byte[] learnt(String subject) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(512);
      learnt(subject, out);
      return out.getCopyOfBuffer();
    }

    private void learnt(String subject, DataOutputSerializer out) throws IOException {
      if (subject.startsWith(Judgement.CRITIC)) {
        critic.write(out);
        out.writeDouble(trust);
      } else {
        rate.write(out);
      }
    }

    byte[] toBytes(String subject) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(512);
      out.writeByte(VERSION);
      out.writeLong(last);
      out.writeLong(noted);
      out.writeBoolean(news);
      out.writeBoolean(alerted);
      learnt(subject, out);
      return out.getCopyOfBuffer();
    }
  }
}
