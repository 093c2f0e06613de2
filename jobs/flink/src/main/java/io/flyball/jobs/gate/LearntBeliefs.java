package io.flyball.jobs.gate;

import io.flyball.core.gate.BetaCount;
import io.flyball.core.gate.CriticReliability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * What verdicts of one event time may know: of each critic and risk class what was learnt at the
 * last end of a stretch before. Later ones may have come by then; they wait.
 */
final class LearntBeliefs implements io.flyball.core.gate.Beliefs {
  private final CriticReliability.Config config;
  private final Map<String, Critic> critics = new HashMap<>();
  private final Map<String, BetaCount> rates = new HashMap<>();
  private final Map<String, Belief> unpacked = new HashMap<>();
  private ReadOnlyBroadcastState<String, List<Belief>> state;
  private long time;

  LearntBeliefs(CriticReliability.Config config) {
    this.config = config;
  }

  /** From here on what holds at this time counts. */
  void at(long now, ReadOnlyBroadcastState<String, List<Belief>> learnt) {
    time = now;
    state = learnt;
  }

  /** Keeps a belief, and forgets those that no verdict after {@code reached} asks for. */
  static void keep(Belief belief, long reached, BroadcastState<String, List<Belief>> learnt)
      throws Exception {
    List<Belief> known = learnt.get(belief.subject());
    List<Belief> kept = new ArrayList<>(known == null ? List.of() : known);
    kept.removeIf(other -> other.end() == belief.end());
    kept.add(belief);
    kept.sort((a, b) -> Long.compare(a.end(), b.end()));
    while (kept.size() > 1 && kept.get(1).end() <= reached) {
      kept.remove(0);
    }
    if (kept.size() == 1 && kept.get(0).learnt().length == 0 && kept.get(0).end() <= reached) {
      learnt.remove(belief.subject());
    } else {
      learnt.put(belief.subject(), kept);
    }
  }

  private Belief held(String subject) {
    Belief held = null;
    try {
      List<Belief> known = state.get(subject);
      for (Belief belief : known == null ? List.<Belief>of() : known) {
        held = belief.end() <= time ? belief : held;
      }
    } catch (Exception e) {
      throw new IllegalStateException("broadcast state cannot be read", e);
    }
    return held == null || held.learnt().length == 0 ? null : held;
  }

  /** What is known of a critic here, and how far the loop job trusts it. */
  private record Critic(CriticReliability reliability, double judged) {}

  private Critic critic(String name) {
    return learnt(Judgement.CRITIC + name, critics, this::critic);
  }

  /** Bytes that were written before the loop job was asked end with the reliability. */
  private Critic critic(DataInputDeserializer in) throws IOException {
    if (in == null) {
      return new Critic(new CriticReliability(config), CriticFunction.UNJUDGED);
    }
    CriticReliability reliability = CriticReliability.read(config, in);
    boolean judged = in.available() > 0;
    return new Critic(reliability, judged ? in.readDouble() : CriticFunction.UNJUDGED);
  }

  private interface Reader<T> {
    T read(DataInputDeserializer in) throws IOException;
  }

  private <T> T learnt(String subject, Map<String, T> cache, Reader<T> reader) {
    Belief held = held(subject);
    Belief before = unpacked.get(subject);
    try {
      if (held == null) {
        return reader.read(null);
      }
      if (before == null || before.end() != held.end() || !cache.containsKey(subject)) {
        cache.put(subject, reader.read(new DataInputDeserializer(held.learnt())));
        unpacked.put(subject, held);
      }
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
    return cache.get(subject);
  }

  @Override
  public double baseRate(String risk) {
    return learnt(
            Judgement.RISK + risk,
            rates,
            in -> {
              BetaCount rate = CriticFunction.rate(config);
              if (in != null) {
                rate.read(in);
              }
              return rate;
            })
        .mean();
  }

  @Override
  public double calibrated(String critic, double p) {
    return critic(critic).reliability().calibrated(p);
  }

  /** What its answers have been worth here, times what the loop job trusts it. */
  @Override
  public double trust(String critic) {
    Critic known = critic(critic);
    return known.reliability().trust() * known.judged();
  }
}
