package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.modes.ModesCount;
import io.flyball.jobs.modes.ModesJob;
import io.flyball.jobs.modes.ModesTopology;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.ModeObservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The modes job on states, symbols of a model of six modes, and values of a million entities in 100
 * segments. An observation is done once it has told its entity's mode.
 */
public final class ModesSubject implements Subject {
  private static final String OBSERVATIONS = "modes.observations";
  private static final String STATES = "modes.states";
  private static final int ENTITIES = 1_000_000;
  private static final long STEP_MS = 40;

  /** More than come in the minute by which event time stays behind. */
  private static final long TAIL = 2_000;

  private final ModesLoad load;
  private final RecordCodec<ModeObservation> codec = RecordCodec.of(ModeObservation.class);

  public ModesSubject(long seed) {
    load = new ModesLoad(seed, ENTITIES, STEP_MS);
  }

  @Override
  public String name() {
    return ModesTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(OBSERVATIONS);
  }

  @Override
  public List<String> others() {
    return List.of(STATES, "modes.rates", "modes.diversity", "alerts", "dead-letters", "control");
  }

  @Override
  public String answers() {
    return STATES;
  }

  @Override
  public Sent at(long index) {
    ModeObservation seen = load.at(index);
    return new Sent(OBSERVATIONS, AttributedLoad.bytes(seen.getEntity()), codec.encode(seen));
  }

  @Override
  public long limit() {
    return ModesLoad.LIMIT;
  }

  /** An observation waits for event time: its answer comes with the records after it. */
  @Override
  public boolean awaitsAnswers() {
    return false;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    ModesJob.build(env, config);
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>(Arrays.asList(ModesLoad.model()));
    settings.add("modes.diversity.scopes=policy");
    return settings;
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return Subject.done(
        count(accumulators, ModesCount.TAKEN) + count(accumulators, ModesCount.DEAD_LETTERS),
        count(accumulators, ModesCount.WAITING),
        TAIL);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("TAKEN", count(accumulators, ModesCount.TAKEN), records);
    Subject.require("DEAD_LETTERS", count(accumulators, ModesCount.DEAD_LETTERS), 0);
    Subject.require("REFUSED", count(accumulators, ModesCount.REFUSED), 0);
  }

  private static long count(Map<String, Object> accumulators, ModesCount count) {
    return Subject.count(accumulators, Tally.accumulator(ModesTopology.JOB, count.name()));
  }

  @Override
  public Double bar(Backend backend) {
    return null;
  }

  /** Every entity was seen once by then. */
  @Override
  public Double memoryBar(Backend backend, long records) {
    return backend == Backend.HEAP && records >= ENTITIES ? 400.0 : null;
  }

  /** Every entity was seen once. */
  @Override
  public long steady() {
    return ENTITIES;
  }
}
