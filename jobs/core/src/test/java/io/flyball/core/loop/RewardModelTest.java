package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RewardModelTest {

  @Test
  void noLabelsNoHealth() {
    RewardModelHealth health = new RewardModelHealth();
    assertThat(health.auroc()).isNaN();
    assertThat(health.calibrationError()).isNaN();
    assertThat(health.baseRate()).isNaN();
    assertThatThrownBy(() -> health.add(Double.NaN, true, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> health.retract(0.5, true)).hasMessageContaining("0.5");
  }

  @Test
  void aurocCountsTheRightlyOrderedPairs() {
    RewardModelHealth health = new RewardModelHealth();
    health.add(0.9, true, 1);
    health.add(0.8, false, 2);
    health.add(0.4, true, 3);
    health.add(0.3, false, 4);
    assertThat(health.auroc()).isEqualTo(0.75);
    assertThat(health.baseRate()).isEqualTo(0.5);
    assertThat(health.lengthCorrelation()).isNegative();
    // Bins .9, .8, .4, .3 miss by .1, .8, .6 and .3.
    assertThat(health.calibrationError()).isCloseTo(1.8 / 4, within(1e-12));
    health.add(1, false, 5);
    health.retract(1, false);
    assertThat(health.auroc()).isEqualTo(0.75);
  }

  @Test
  void equalScoresAreHalfRight() {
    RewardModelHealth health = new RewardModelHealth();
    health.add(0.5, true, 1);
    health.add(0.5, false, 1);
    assertThat(health.auroc()).isEqualTo(0.5);
    assertThat(health.lengthCorrelation()).isNaN();
  }

  @Test
  void aTicThatReachesManyUsersIsSeen() {
    PhraseSpread spread = new PhraseSpread();
    spread.add(1, PhraseSpread.closing(""));
    spread.add(2, PhraseSpread.closing("Here is the recipe. Bye! Sending Love!"));
    spread.add(3, PhraseSpread.closing("No idea...\nsending love"));
    spread.add(3, PhraseSpread.closing("Again: sending   LOVE."));
    spread.add(4, PhraseSpread.closing("See page 4."));
    assertThat(spread.widest(2)).containsExactly(new PhraseSpread.Spread("sending love", 2, 0.5));
  }

  @Test
  void aUserUnlikeAllOthersIsSuspect() {
    assertThat(AdversarialFeedback.of(60, 60, 1_000, 10_000, 4).suspect()).isTrue();
    assertThat(AdversarialFeedback.of(2, 2, 1_000, 10_000, 4).suspect()).isFalse();
    assertThat(AdversarialFeedback.of(0, 0, 1, 10, 4).suspect()).isFalse();
  }
}
