package io.flyball.core.places.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.control.ControlMode;
import io.flyball.core.places.PlaceScores;
import io.flyball.core.places.Traverse;
import org.junit.jupiter.api.Test;

/** What the model does; it says nothing of a real corridor. */
class CorridorTest {
  private static final double METRES = 6;

  private static Drive.Result drive(long corridor, boolean query, long noise) {
    return Drive.run(
        Corridor.of(corridor, METRES), METRES, Light.BRIGHT, ControlMode.CONSTANT, query, 1, noise);
  }

  @Test
  void theTextureIsThatOfItsSeed() {
    assertThat(Corridor.texture(1, 0, 0)).isCloseTo(.361563942, within(1e-9));
    assertThat(Corridor.texture(1, .3, 0)).isCloseTo(.557950743, within(1e-9));
    assertThat(Corridor.texture(1, -.3, 2)).isCloseTo(.562915015, within(1e-9));
  }

  @Test
  void allPixelsAtOnceAreThoseOneByOne() {
    Corridor seen = Corridor.of(3, 5).seen(120, t -> 2 + t);
    double[] all = new double[64 * 48];
    seen.fill(Corridor.PIXELS, 0.5, all);
    for (int k = 0; k < all.length; k += 37) {
      assertThat(all[k]).isEqualTo(seen.intensity(k % 64, k / 64, 0.5)).isBetween(1.0, 255.0);
    }
  }

  @Test
  void aDriveRecognisesItselfAndNotAnotherCorridor() {
    Traverse drive = drive(1, false, 5).traverse();
    assertThat(drive.descriptors().size()).isGreaterThan(30);
    PlaceScores same = Traverse.scores(drive, drive, 0.3, null);
    assertThat(same.recall1()).isEqualTo(1);
    Traverse elsewhere = drive(2, true, 6).traverse();
    PlaceScores other = Traverse.scores(drive, elsewhere, 0.3, null);
    assertThat(other.recall1()).isLessThan(0.4);
    PlaceScores again = Traverse.scores(drive, drive(1, true, 6).traverse(), 0.3, null);
    assertThat(again.recall1()).isGreaterThan(other.recall1());
  }

  @Test
  void equalSeedsGiveEqualDrives() {
    Drive.Result a = drive(4, true, 9);
    Drive.Result b = drive(4, true, 9);
    assertThat(a.rate()).isEqualTo(b.rate()).isPositive();
    assertThat(a.traverse().descriptors().get(0))
        .containsExactly(b.traverse().descriptors().get(0));
  }
}
