package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.random.Draws;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateEvent;
import io.flyball.schemas.GateEventKind;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Actions and episodes as pure functions of seed and index. Eight records belong to one action: its
 * proposal, what two critics answer in time, three events of a subgoal, the outcome, and the answer
 * of a third critic that comes after the deadline. In each topic they come in the order of time.
 */
record GateLoad(long seed) {
  static final String PROPOSALS = "gate.proposals";
  static final String CRITIQUES = "gate.critiques";
  static final String OUTCOMES = "gate.outcomes";
  static final String EVENTS = "gate.events";

  /** Records of an action. */
  static final int EACH = 8;

  /** Where the rules have no more say. */
  static final double CHARGED = 25;

  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  private static final long STEP_MS = 2_000;
  private static final int SUBGOALS = 4;
  private static final int SESSIONS = 40;
  private static final RecordCodec<GateProposal> PROPOSAL = RecordCodec.of(GateProposal.class);
  private static final RecordCodec<GateCritique> CRITIQUE = RecordCodec.of(GateCritique.class);
  private static final RecordCodec<GateOutcome> OUTCOME = RecordCodec.of(GateOutcome.class);
  private static final RecordCodec<GateEvent> EVENT = RecordCodec.of(GateEvent.class);

  ProducerRecord<byte[], byte[]> at(long index) {
    long action = index / EACH;
    return switch ((int) (index % EACH)) {
      case 0 -> record(PROPOSALS, id(action), PROPOSAL.encode(proposal(action)));
      case 1 -> critique(action, "careful", 100, .9);
      case 2 -> critique(action, "hasty", 200, .7);
      case 3 -> event(action, 300, GateEventKind.START);
      case 4 -> event(action, 400, isFailed(action) ? GateEventKind.EXCEPTION : GateEventKind.END);
      case 5 -> event(action, 500, seen(action));
      case 6 ->
          record(
              OUTCOMES,
              id(action),
              OUTCOME.encode(new GateOutcome(id(action), time(action, 600), isRight(action))));
      default -> critique(action, "late", 1_500, .8);
    };
  }

  private static String id(long action) {
    return "a" + action;
  }

  boolean isIrreversible(long action) {
    return action % 2 == 1;
  }

  double battery(long action) {
    return (int) (100 * Draws.uniform(seed, action, 0));
  }

  private boolean isRight(long action) {
    return Draws.uniform(seed, action, 1) < .7;
  }

  private boolean isFailed(long action) {
    return Draws.uniform(seed, action, 2) < .1;
  }

  private GateEventKind seen(long action) {
    double draw = Draws.uniform(seed, action, 3);
    return draw < .7
        ? GateEventKind.SEEN_OK
        : draw < .85 ? GateEventKind.SEEN_FAIL : GateEventKind.SEEN_UNKNOWN;
  }

  private static Instant time(long action, long afterMs) {
    return Instant.ofEpochMilli(START + action * STEP_MS + afterMs);
  }

  private GateProposal proposal(long action) {
    return GateProposal.newBuilder()
        .setActionId(id(action))
        .setTime(time(action, 0))
        .setSession("s" + action % SESSIONS)
        .setTask("t" + action)
        .setRisk(isIrreversible(action) ? "irreversible" : "reversible")
        .setFields(Map.of("battery", battery(action)))
        .build();
  }

  private ProducerRecord<byte[], byte[]> critique(
      long action, String critic, long afterMs, double accuracy) {
    boolean agrees = Draws.uniform(seed, action, afterMs) < accuracy;
    double sure = .5 + .5 * Draws.uniform(seed, action, afterMs + 1);
    GateCritique critique =
        GateCritique.newBuilder()
            .setActionId(id(action))
            .setTime(time(action, afterMs))
            .setCritic(critic)
            .setProbability(agrees == isRight(action) ? sure : 1 - sure)
            .build();
    return record(CRITIQUES, id(action), CRITIQUE.encode(critique));
  }

  private static ProducerRecord<byte[], byte[]> event(
      long action, long afterMs, GateEventKind kind) {
    String episode = "e" + action / SUBGOALS;
    GateEvent event =
        GateEvent.newBuilder()
            .setEpisode(episode)
            .setTime(time(action, afterMs))
            .setSession("r" + action / SUBGOALS % SESSIONS)
            .setSubgoal((int) (action % SUBGOALS))
            .setKind(kind)
            .setPrimitive("p" + action % SUBGOALS)
            .build();
    return record(EVENTS, episode, EVENT.encode(event));
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }
}
