package io.flyball.core.reward;

import java.util.List;
import java.util.Map;

/**
 * One reward of one decision.
 *
 * <pre>value = sum of weight x component + sum of adjustments</pre>
 *
 * @param id {@code reward/<decision>/<revision>}, and {@code
 *     reward/<decision>#<position>/<revision>} in a slate: a replay gives the same id
 * @param time event time of the feedback that made it, epoch ms
 * @param decisionId {@code POLICY/REST}; without a slash it belongs to no policy
 * @param value the scalar
 * @param objectives one value for each objective that is configured, for learners of several
 * @param components every component before weighting, by name
 * @param arm the item that the exposure showed, for learners whose arms are items; null when it is
 *     not named
 * @param propensity probability of the attempt among its group's, or null
 * @param revision 0 for the first reward of its decision, then one more for each correction
 * @param corrects id of the first reward, which this one replaces; null for the first
 * @param weightsVersion control version that made the scalar; 0 for the configuration
 * @param shadow the scalar under other weights that run beside, by their name
 * @param evidence ids of the feedback it was made from
 * @param adjustments what was added to the weighted sum, by name
 * @param position of the slate that it is for, from 1; 0 outside of one
 */
public record Reward(
    String id,
    long time,
    String decisionId,
    double value,
    List<Double> objectives,
    Map<String, Double> components,
    String arm,
    Double propensity,
    int revision,
    String corrects,
    long weightsVersion,
    Map<String, Double> shadow,
    List<String> evidence,
    Map<String, Double> adjustments,
    int position) {

  /** A reward outside of a slate. */
  public Reward(
      String id,
      long time,
      String decisionId,
      double value,
      List<Double> objectives,
      Map<String, Double> components,
      String arm,
      Double propensity,
      int revision,
      String corrects,
      long weightsVersion,
      Map<String, Double> shadow,
      List<String> evidence,
      Map<String, Double> adjustments) {
    this(
        id,
        time,
        decisionId,
        value,
        objectives,
        components,
        arm,
        propensity,
        revision,
        corrects,
        weightsVersion,
        shadow,
        evidence,
        adjustments,
        0);
  }

  /** Added by a bonus for what was seen rarely. */
  public static final String BONUS = "bonus";

  /** Added by potential-based shaping. */
  public static final String SHAPING = "shaping";

  /** Added by judging each component against its own scale. */
  public static final String NORMALISING = "normalising";

  /** Added because hindsight replaces what was said at once. */
  public static final String HINDSIGHT = "hindsight";

  /** Added by weights that follow their benefit to the primary component. */
  public static final String ADAPTING = "adapting";

  /** What the rewards of a policy have designed themselves. */
  public static final String DESIGNED = "designed";

  /** Added by comparing the members of a group. */
  public static final String COMPARISON = "comparison";

  /** Added to stay within the range of scalars. */
  public static final String LIMIT = "limit";

  /** The policy that decided: what stands before the last slash; empty for none. */
  public String policy() {
    return policy(decisionId);
  }

  /** The policy of a decision id; empty for none. */
  public static String policy(String decisionId) {
    return decisionId.substring(0, Math.max(0, decisionId.lastIndexOf('/')));
  }

  /** Whether a decision belongs to a policy. */
  static boolean isOfPolicy(String decisionId) {
    return decisionId.lastIndexOf('/') > 0;
  }

  static String id(String decisionId, int revision) {
    return "reward/" + decisionId + "/" + revision;
  }
}
