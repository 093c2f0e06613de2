package io.flyball.core.reward;

import io.flyball.core.record.Alert;
import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.group.GroupJudge;
import io.flyball.core.reward.group.GroupJudge.Judged;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A judged group as rewards of its members.
 *
 * @param judge what is done
 * @param least fewest own attempts that can be compared
 */
public record GroupRewards(GroupJudge judge, int least) implements Serializable {

  /** The rewards; none when there are too few own attempts to compare. */
  public List<Reward> of(String groupId, List<Attempt> members, RewardRules rules) {
    if (members.stream().filter(member -> !member.teacher()).count() < least) {
      return List.of();
    }
    long time = members.stream().mapToLong(Attempt::time).max().orElseThrow();
    return judge.judge(groupId, members, GroupJudge.weights(rules.groupWeights())).stream()
        .map(judged -> reward(groupId, judged, time, rules.version()))
        .toList();
  }

  private static Reward reward(String groupId, Judged judged, long time, long version) {
    Attempt attempt = judged.attempt();
    String member = groupId + "/" + attempt.id();
    double added = judged.value() - judged.sum();
    return new Reward(
        "reward/group/" + member,
        time,
        attempt.decisionId() == null
            ? "member:" + member.replace("/", "%2F")
            : attempt.decisionId(),
        judged.value(),
        List.of(),
        new TreeMap<>(attempt.components()),
        null,
        judged.propensity(),
        0,
        null,
        version,
        Map.of(),
        List.of(member),
        added == 0 ? Map.of() : Map.of(Reward.COMPARISON, added));
  }

  /** The news that a group closed with too few members. */
  public Alert incomplete(String groupId, List<Attempt> members, long deadline) {
    int expected = members.stream().mapToInt(Attempt::expectedSize).max().orElse(0);
    return new Alert(
        "reward/GROUP_INCOMPLETE/" + groupId,
        deadline,
        "reward",
        "GROUP_INCOMPLETE",
        groupId,
        Alert.Severity.INFO,
        members.stream().mapToLong(Attempt::time).min().orElse(deadline),
        String.format(
            Locale.ROOT,
            "the group closed at its deadline with %d own attempts, at least %d are needed to"
                + " compare",
            members.stream().filter(member -> !member.teacher()).count(),
            least),
        members.stream().map(Attempt::id).toList(),
        Map.of("members", (double) members.size(), "expected", (double) expected));
  }
}
