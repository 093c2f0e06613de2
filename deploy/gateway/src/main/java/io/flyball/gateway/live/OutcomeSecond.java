package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.schemas.DecisionOutcome;
import java.util.Map;

/**
 * Outcomes of a policy that were resolved in one second. Corrections are counted alone: what they
 * replace is in a second before.
 */
final class OutcomeSecond implements Second<DecisionOutcome> {
  static final Kind<DecisionOutcome> KIND =
      new Kind<>() {
        @Override
        public String key(DecisionOutcome outcome) {
          return outcome.getPolicy();
        }

        @Override
        public long time(DecisionOutcome outcome) {
          return outcome.getTime().toEpochMilli();
        }

        @Override
        public String keyName() {
          return "policy";
        }

        @Override
        public Second<DecisionOutcome> second() {
          return new OutcomeSecond();
        }
      };

  private final Spread reward = new Spread();
  private final ArmSpreads arms = new ArmSpreads();
  private long rewarded;
  private long defaulted;
  private long censored;
  private long corrections;
  private String mode;

  @Override
  public void add(DecisionOutcome outcome) {
    mode = outcome.getMode().name();
    if (outcome.getRevision() > 0) {
      corrections++;
      return;
    }
    switch (outcome.getStatus()) {
      case REWARDED -> rewarded++;
      case DEFAULTED -> defaulted++;
      case CENSORED -> censored++;
    }
    if (outcome.getReward() != null) {
      reward.add(outcome.getReward());
      arms.add(outcome.getArm(), outcome.getReward());
    }
  }

  @Override
  public void write(ObjectNode point) {
    point
        .put("rewarded", rewarded)
        .put("defaulted", defaulted)
        .put("censored", censored)
        .put("corrections", corrections);
    reward.writeSums(point.putObject("reward"));
    ObjectNode named = point.putObject("arms");
    for (Map.Entry<String, Spread> arm : arms.named()) {
      arm.getValue().writeSum(named.putObject(arm.getKey()));
    }
    arms.others().writeSum(point.putObject("otherArms"));
    point.put("mode", mode);
  }
}
