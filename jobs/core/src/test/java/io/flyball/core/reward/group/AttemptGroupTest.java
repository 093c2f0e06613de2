package io.flyball.core.reward.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.reward.group.AttemptGroup.Answer;
import io.flyball.core.reward.group.AttemptGroup.Offer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptGroupTest {
  private static final CompletionRule WHOLE = new CompletionRule(1, 100, 2);

  private static Attempt attempt(String id, long time, int size) {
    return new Attempt(id, time, null, size, Map.of("score", 1.0), false);
  }

  private static AttemptGroup with(CompletionRule rule, Attempt... attempts) {
    AttemptGroup group = AttemptGroup.opened(attempts[0].time(), rule);
    for (Attempt attempt : attempts) {
      group = group.offer(attempt, 0, rule).group();
    }
    return group;
  }

  @Test
  void aGroupIsCompleteWithItsExpectedSize() {
    AttemptGroup one = with(WHOLE, attempt("b", 5, 2));
    Answer answer = one.offer(attempt("a", 3, 2), 0, WHOLE);
    assertThat(answer.offer()).isEqualTo(Offer.COMPLETED);
    assertThat(answer.group().ordered()).extracting(Attempt::id).containsExactly("a", "b");
    assertThat(answer.group().deadline()).isEqualTo(103);
  }

  @Test
  void aFractionClosesEarlyAndAnUnknownSizeWaitsForTheDeadline() {
    assertThat(new CompletionRule(.75, 1, 2).enough(8)).isEqualTo(6);
    assertThat(new CompletionRule(.9, 1, 2).enough(10)).isEqualTo(9);
    assertThat(WHOLE.enough(0)).isEqualTo(Integer.MAX_VALUE);
    AttemptGroup group = with(WHOLE, attempt("a", 0, 0), attempt("b", 0, 0));
    // The size becomes known with the third member, and is met by it.
    assertThat(group.offer(attempt("c", 0, 3), 0, WHOLE).offer()).isEqualTo(Offer.COMPLETED);
  }

  @Test
  void theSameMemberTwiceChangesNothingAndAnotherContentIsAConflict() {
    AttemptGroup group = with(WHOLE, attempt("a", 0, 3));
    assertThat(group.offer(attempt("a", 0, 3), 0, WHOLE))
        .isEqualTo(new Answer(Offer.DUPLICATE, group));
    assertThat(group.offer(attempt("a", 1, 3), 0, WHOLE))
        .isEqualTo(new Answer(Offer.CONFLICT, group));
  }

  @Test
  void anotherSizeOrOneThatIsAlreadyExceededIsRefused() {
    AttemptGroup group = with(WHOLE, attempt("a", 0, 3));
    assertThat(group.offer(attempt("b", 0, 4), 0, WHOLE).offer()).isEqualTo(Offer.OTHER_SIZE);
    AttemptGroup unsized = with(WHOLE, attempt("a", 0, 0), attempt("b", 0, 0));
    assertThat(unsized.offer(attempt("c", 0, 2), 0, WHOLE).offer()).isEqualTo(Offer.OTHER_SIZE);
  }

  @Test
  void aClosedGroupIsNeverOpenedAgain() {
    AttemptGroup closed = with(WHOLE, attempt("a", 0, 2), attempt("b", 0, 2)).close();
    assertThat(closed.offer(attempt("c", 0, 2), 0, WHOLE))
        .isEqualTo(new Answer(Offer.LATE, closed));
    // A copy of a member is no news, and no late member.
    assertThat(closed.offer(attempt("a", 0, 2), 0, WHOLE).offer()).isEqualTo(Offer.DUPLICATE);
    assertThat(closed.offer(attempt("a", 1, 2), 0, WHOLE).offer()).isEqualTo(Offer.CONFLICT);
  }

  @Test
  void aRuleThatNeverClosesOrComparesNobodyIsRefused() {
    assertThatThrownBy(() -> new CompletionRule(0, 1, 2)).hasMessageContaining("fraction");
    assertThatThrownBy(() -> new CompletionRule(1, 0, 2)).hasMessageContaining("found 0");
    assertThatThrownBy(() -> new CompletionRule(1, 1, 1)).hasMessageContaining("and 1");
  }
}
