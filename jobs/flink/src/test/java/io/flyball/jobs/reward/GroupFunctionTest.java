package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.MINUTE;
import static io.flyball.jobs.reward.Fixtures.NOON;
import static io.flyball.jobs.reward.Fixtures.config;
import static io.flyball.jobs.reward.Fixtures.control;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.reward.Reward;
import io.flyball.jobs.harness.Subtasks;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupFunctionTest {
  private Subtasks<RewardMember, Reward> groups;

  @BeforeEach
  void open() throws Exception {
    groups = new Subtasks<>(Operators.groups(config()), 1, false);
  }

  @AfterEach
  void close() {
    groups.close();
  }

  private void send(String id, long at, Integer size, double score) throws Exception {
    groups.send(Fixtures.member(Fixtures.member(id, at, "g", size, score)), NOON + at);
  }

  @Test
  void aGroupIsJudgedWhenItIsComplete() throws Exception {
    send("a", 0, 3, 1);
    send("b", 1, 3, 0);
    assertThat(groups.main()).isEmpty();
    send("c", 2, 3, .5);
    assertThat(groups.main())
        .extracting(Reward::decisionId, Reward::value)
        .containsExactly(tuple("p/ga", .75), tuple("p/gb", -.75), tuple("p/gc", 0.0));
    assertThat(groups.counts()).contains(entry("GROUPS", 1L), entry("MEMBERS_JUDGED", 3L));
  }

  @Test
  void anIncompleteGroupIsJudgedAtItsDeadlineAndALonelyMemberIsTold() throws Exception {
    send("a", 0, 3, 1);
    send("b", MINUTE, 3, 0);
    groups.send(Fixtures.member(Fixtures.member("x", 0, "lonely", 3, 1)), NOON);
    groups.watermark(NOON + 10 * MINUTE - 1);
    assertThat(groups.main()).isEmpty();
    groups.watermark(NOON + 10 * MINUTE);
    assertThat(groups.main()).hasSize(2);
    Alert alone = groups.side(GroupFunction.ALERTS).get(0);
    assertThat(alone.kind()).isEqualTo("GROUP_INCOMPLETE");
    assertThat(alone.scope()).isEqualTo("lonely");
    assertThat(groups.counts()).contains(entry("MEMBERS_ALONE", 1L));
  }

  @Test
  void anEarlierMemberBringsTheDeadlineForward() throws Exception {
    send("a", 5 * MINUTE, 3, 1);
    send("b", 0, 3, 0);
    groups.watermark(NOON + 10 * MINUTE);
    assertThat(groups.main()).hasSize(2);
    groups.watermark(Long.MAX_VALUE);
    assertThat(groups.entries()).isZero();
    assertThat(groups.timers()).isZero();
  }

  @Test
  void aMemberTwiceInConflictOfAnotherSizeOrLateIsKeptAside() throws Exception {
    send("a", 0, 3, 1);
    send("a", 0, 3, 1);
    send("a", 0, 3, .5);
    send("b", 0, 4, 1);
    send("b", 0, 3, 1);
    send("c", 0, 3, 1);
    send("d", 0, 3, 1);
    assertThat(groups.main()).hasSize(3);
    assertThat(groups.side(GroupFunction.REFUSED))
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.DUP_CONFLICT, Reason.OUT_OF_RANGE, Reason.TOO_LATE);
    assertThat(groups.side(GroupFunction.REFUSED))
        .allSatisfy(letter -> assertThat(letter.value()).isNotEmpty());
    assertThat(groups.counts())
        .contains(entry("MEMBERS_REPEATED", 1L), entry("MEMBERS_REFUSED", 3L))
        .doesNotContainKey("MEMBERS_PENDING");
  }

  @Test
  void aControlChangeDuringAGroupCountsWhenTheGroupCloses() throws Exception {
    send("a", 0, 2, 1);
    Operators.broadcast(groups, control("reward", 5, Map.of("group-weights.score", "2")));
    send("b", 0, 2, 0);
    assertThat(groups.main()).extracting(Reward::value).containsExactly(2.0, -2.0);
    assertThat(groups.main()).extracting(Reward::weightsVersion).containsOnly(5L);
  }
}
