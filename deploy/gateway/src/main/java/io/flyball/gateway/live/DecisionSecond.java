package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionStatus;
import java.util.Map;

/** Decisions of a policy in one second. */
final class DecisionSecond implements Second<Decision> {
  static final Kind<Decision> KIND =
      new Kind<>() {
        @Override
        public String key(Decision decision) {
          return decision.getPolicy();
        }

        @Override
        public long time(Decision decision) {
          return decision.getTime().toEpochMilli();
        }

        @Override
        public String keyName() {
          return "policy";
        }

        @Override
        public Second<Decision> second() {
          return new DecisionSecond();
        }
      };

  private final ArmSpreads arms = new ArmSpreads();
  private final Spread propensity = new Spread();
  private final Spread entropy = new Spread();
  private long refused;
  private long forced;
  private long shadowed;
  private long agreed;
  private Decision newest;

  @Override
  public void add(Decision decision) {
    if (decision.getStatus() == DecisionStatus.REFUSED) {
      refused++;
      return;
    }
    arms.add(decision.getArm(), 1);
    propensity.add(decision.getPropensity());
    entropy.add(entropy(decision));
    if (decision.getForced()) {
      forced++;
    }
    if (decision.getShadowArm() != null) {
      shadowed++;
      agreed += decision.getShadowArm().equals(decision.getArm()) ? 1 : 0;
    }
    if (newest == null || decision.getPolicyVersion() >= newest.getPolicyVersion()) {
      newest = decision;
    }
  }

  /** -sum p ln p over the arms that were eligible, in nats. */
  private static double entropy(Decision decision) {
    double sum = 0;
    for (double p : decision.getPropensities()) {
      sum -= p > 0 ? p * Math.log(p) : 0;
    }
    return sum;
  }

  @Override
  public void write(ObjectNode point) {
    point.put("refused", refused).put("forced", forced);
    ObjectNode shown = point.putObject("arms");
    for (Map.Entry<String, Spread> arm : arms.named()) {
      shown.put(arm.getKey(), arm.getValue().n());
    }
    point.put("otherArms", arms.others().n());
    propensity.writeMean(point.putObject("propensity"));
    Spread.put(point, "entropy", entropy.mean());
    Spread.put(point, "effectiveArms", Math.exp(entropy.mean()));
    point.put("shadowed", shadowed).put("agreed", agreed);
    if (newest != null) {
      point
          .put("mode", newest.getMode().name())
          .put("algorithm", newest.getAlgorithm())
          .put("policyVersion", newest.getPolicyVersion())
          .put("pending", newest.getPending());
    }
  }
}
