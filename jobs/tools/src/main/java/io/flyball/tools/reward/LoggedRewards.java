package io.flyball.tools.reward;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.reward.RewardRow;
import io.flyball.core.reward.score.SignalValues;
import io.flyball.core.reward.weigh.RewardComparison;
import io.flyball.jobs.reward.RewardConfig;
import io.flyball.jobs.reward.RewardDecoder;
import io.flyball.jobs.reward.RewardInput;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Reward;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * The newest components of every decision in a log: from its rewards, or from the attributed
 * feedback that rewards are made of, which also names the item.
 */
public final class LoggedRewards {
  private final RewardDecoder decoder;
  private final boolean replace;
  private final Map<String, Map<String, RewardRow>> rows = new TreeMap<>();
  private final Map<String, RewardRow> shown = new HashMap<>();
  private final Map<String, Reward> rewards = new TreeMap<>();
  private final SortedSet<String> components = new TreeSet<>();

  public LoggedRewards(RewardConfig config) {
    decoder = new RewardDecoder(config);
    replace = config.hindsight() == RewardConfig.Hindsight.REPLACE;
  }

  public void take(SpecificRecord record) {
    if (record instanceof Reward reward && reward.getValue() != null) {
      rewards.merge(
          reward.getDecisionId() + "#" + reward.getPosition(),
          reward,
          (a, b) -> a.getRevision() > b.getRevision() ? a : b);
      components.addAll(reward.getComponents().keySet());
    } else if (record instanceof AttributedFeedback feedback) {
      // A log does not tell when its rows arrived: none is ahead of its own time.
      long arrival = feedback.getTime().toEpochMilli();
      RawRecord raw = new RawRecord("log", 0, 0, arrival, null, new byte[0], Map.of());
      RewardInput in = decoder.ingest(raw, new Decoded.Good<>(feedback));
      if (in.row() != null) {
        take(in.row());
      }
    }
  }

  private void take(RewardRow row) {
    shown.putIfAbsent(row.entry(), row);
    Map<String, RewardRow> known = rows.computeIfAbsent(row.entry(), decision -> new TreeMap<>());
    if (!row.unanswered()) {
      components.add(row.component());
      known.merge(row.component(), row, (a, b) -> RewardRow.EVENT_ORDER.compare(a, b) > 0 ? a : b);
    }
  }

  /** Every component that some reward has. */
  public SortedSet<String> components() {
    return components;
  }

  /** What a decision of the log earned, component by component. */
  public interface Visitor {
    /**
     * A decision.
     *
     * @param context its policy, and its surface where feedback names it
     * @param item what was shown; empty when the log does not name it
     * @param counting newest value of each component that counts
     */
    void visit(String decision, String context, String item, Map<String, Double> counting);
  }

  /** Gives every decision to a comparison. */
  public void compare(RewardComparison comparison) {
    each((decision, context, item, counting) -> comparison.add(context, item, counting));
  }

  /** Shows every decision to a visitor; rewards count where there is no feedback. */
  public void each(Visitor visitor) {
    if (rows.isEmpty()) {
      rewards.forEach(
          (key, reward) -> {
            String policy = io.flyball.core.reward.Reward.policy(reward.getDecisionId());
            String arm = reward.getArm() == null ? "" : reward.getArm();
            visitor.visit(reward.getDecisionId(), policy, arm, counting(reward));
          });
      return;
    }
    rows.forEach(
        (decision, byComponent) -> {
          RewardRow first = shown.get(decision);
          String policy = first.policy().isEmpty() ? "(no policy)" : first.policy();
          String context = first.surface().isEmpty() ? policy : policy + " " + first.surface();
          visitor.visit(first.decisionId(), context, first.item(), counting(byComponent));
        });
  }

  private Map<String, Double> counting(Map<String, RewardRow> byComponent) {
    boolean hindsight = replace && byComponent.values().stream().anyMatch(RewardRow::hindsight);
    Map<String, Double> counting = new TreeMap<>();
    byComponent.forEach(
        (name, row) -> {
          if (!hindsight || row.hindsight()) {
            counting.put(name, row.value());
          }
        });
    return counting;
  }

  private Map<String, Double> counting(Reward reward) {
    Map<String, Double> counting = new TreeMap<>(reward.getComponents());
    if (replace && counting.keySet().stream().anyMatch(LoggedRewards::isHindsight)) {
      counting.keySet().removeIf(name -> !isHindsight(name));
    }
    return counting;
  }

  private static boolean isHindsight(String component) {
    for (SignalKind kind : SignalKind.values()) {
      String name = SignalValues.name(kind);
      if (kind.hindsight() && (component.equals(name) || component.startsWith(name + "-"))) {
        return true;
      }
    }
    return false;
  }
}
