package io.flyball.core.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HotPixelsTest {
  private static final Geometry SMALL = new Geometry(5, 5);

  /** A hot pixel of 50 Hz amid pixels of another rate, for some seconds. */
  private static HotPixels run(HotPixels hot, double hz, int fromSecond, int toSecond) {
    for (int ms = fromSecond * 1000; ms < toSecond * 1000; ms++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 5; x++) {
          boolean centre = x == 2 && y == 2;
          double period = 1000 / (centre ? 50 : hz);
          if (ms % period < 1) {
            hot.add(ms * 1000L, x, y);
          }
        }
      }
    }
    return hot;
  }

  @Test
  void nothingIsMaskedWithoutEvents() {
    HotPixels hot = new HotPixels(SMALL);
    assertThat(hot.masked()).isZero();
    assertThat(hot.hottest(3)).isEmpty();
    assertThat(hot.add(0, 9, 9)).as("outside of the array").isTrue();
  }

  @Test
  void countsDecayWithOneSecond() {
    HotPixels hot = new HotPixels(SMALL);
    for (long t : new long[] {0, 500_000, 1_000_000}) {
      hot.add(t, 2, 2);
    }
    assertThat(hot.count(2, 2, 1_000_000)).isCloseTo(1.974410101, within(1e-9));
  }

  @Test
  void aPixelFarAboveItsNeighboursIsMaskedAndAnEdgeIsNot() {
    assertThat(run(new HotPixels(SMALL), 2, 0, 10).masked(2, 2)).isTrue();
    assertThat(run(new HotPixels(SMALL), 2, 0, 10).masked()).isEqualTo(1);
    assertThat(run(new HotPixels(SMALL), 2, 0, 10).hottest(1)).containsExactly(12);
    assertThat(run(new HotPixels(SMALL), 40, 0, 10).masked()).isZero();
  }

  @Test
  void theScoreIsThatOfACountAboveTheMedianOfTheNeighbours() {
    HotPixels hot = new HotPixels(SMALL);
    // Below the count at which pixels are looked at, so that none is masked on the way.
    for (int k = 0; k < 8; k++) {
      hot.add(0, 2, 2);
    }
    for (int[] n : new int[][] {{1, 1}, {2, 1}, {3, 1}, {1, 2}, {3, 2}, {1, 3}, {2, 3}, {3, 3}}) {
      hot.add(0, n[0], n[1]);
      hot.add(0, n[0], n[1]);
    }
    assertThat(hot.z(2, 2, 0)).isCloseTo(6 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void aMaskedPixelIsTriedAgainAndMaskedAgainWhileItIsHot() {
    HotPixels hot = new HotPixels(SMALL);
    boolean open = false;
    boolean again = false;
    for (int second = 0; second < 700; second++) {
      run(hot, 2, second, second + 1);
      open |= second > 20 && !hot.masked(2, 2);
      again = open && hot.masked(2, 2);
    }
    assertThat(open).isTrue();
    assertThat(again).isTrue();
  }
}
