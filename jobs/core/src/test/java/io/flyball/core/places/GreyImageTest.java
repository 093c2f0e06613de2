package io.flyball.core.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Known answers computed by hand, and by OpenCV and NumPy. */
class GreyImageTest {
  private static final double[] A = {1, 2, 5, 5, 3, 4, 5, 5, 0, 0, 1, 3, 0, 8, 3, 1};
  private static final double[] B = {2, 2, 5, 6, 3, 5, 5, 6, 0, 0, 1, 3, 4, 8, 1, 3};

  private static double[] ramp(int factor, boolean transposed) {
    double[] p = new double[64];
    for (int i = 0; i < 64; i++) {
      int at = transposed ? i % 8 * 8 + i / 8 : i;
      p[i] = factor * at % 64;
    }
    return new GreyImage(8, 8, p).patchNormalised(8, false).pixels();
  }

  private static double sad(double[] a, double[] b) {
    float[] x = new float[a.length];
    float[] y = new float[a.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) a[i];
      y[i] = (float) b[i];
    }
    return PlaceMap.distance(x, y);
  }

  @Test
  void aFlatPatchIsZeroAndNothingIsInfinite() {
    assertThat(new GreyImage(2, 2, new double[] {7, 7, 7, 7}).patchNormalised(2, false).pixels())
        .containsOnly(0);
    assertThatThrownBy(() -> new GreyImage(2, 2, new double[4]).patchNormalised(3, false))
        .hasMessageContaining("no whole patch of 3");
  }

  @Test
  void patchesAreNormalisedOneByOne() {
    double[] a = new GreyImage(4, 4, A).patchNormalised(2, false).pixels();
    double[] b = new GreyImage(4, 4, B).patchNormalised(2, false).pixels();
    assertThat(a)
        .containsExactly(
            new double[] {
              -1.341640786,
              -.447213595,
              0,
              0,
              .447213595,
              1.341640786,
              0,
              0,
              -.577350269,
              -.577350269,
              -1,
              1,
              -.577350269,
              1.732050808,
              1,
              -1
            },
            within(1e-9));
    assertThat(b)
        .containsExactly(
            new double[] {
              -.816496581,
              -.816496581,
              -1,
              1,
              0,
              1.632993162,
              -1,
              1,
              -.904534034,
              -.904534034,
              -1,
              1,
              .301511345,
              1.507556723,
              -1,
              1
            },
            within(1e-9));
    assertThat(sad(a, b)).isCloseTo(.711919774, within(1e-7));
  }

  @Test
  void aRampDiffersFromItsTransposeAndFromAScatteredOne() {
    assertThat(ramp(1, false)[0]).isCloseTo(-1.705195680, within(1e-9));
    assertThat(sad(ramp(1, false), ramp(1, true))).isCloseTo(.994697480, within(1e-6));
    assertThat(sad(ramp(1, false), ramp(7, false))).isCloseTo(1.109730522, within(1e-6));
  }

  @Test
  void equalisationRoundsHalvesToEven() {
    int[] channel = {0, 0, 0, 1, 0, 1, 2, 0, 0, 0, 3, 1, 0, 0, 0, 5};
    assertThat(GreyImage.equalised(channel))
        .containsExactly(0, 0, 0, 128, 0, 128, 170, 0, 0, 0, 212, 128, 0, 0, 0, 255);
    assertThat(GreyImage.equalised(new int[] {4, 4})).containsExactly(4, 4);
  }

  private static CountFrame frame() {
    int[] off = new int[64];
    int[] on = new int[64];
    off[0] = 1;
    off[9] = 2;
    off[36] = 1;
    on[1] = 1;
    on[18] = 3;
    on[45] = 2;
    on[56] = 1;
    return new CountFrame(8, 8, off, on, 0, 1);
  }

  @Test
  void aFrameBecomesGreyThenSmallThenNormalised() {
    GreyImage grey = GreyImage.of(frame(), true);
    double[] expected = new double[64];
    expected[0] = 19;
    expected[1] = 38;
    expected[9] = 29;
    expected[18] = 76;
    expected[36] = 19;
    expected[45] = 57;
    expected[56] = 38;
    assertThat(grey.pixels()).containsExactly(expected);
    assertThat(grey.quartered().pixels()).containsExactly(10, 0, 2, 5);
    float[] d = new DescriptorOptions(false, true, true, 2, false).descriptor(frame());
    assertThat(d)
        .containsExactly(new float[] {1.526564f, -1.12833f, -.597351f, .199117f}, within(1e-5f));
  }

  @Test
  void thePublishedFormKeepsTheGreyOfWhatIsNoPatchAndTheRepairedOneCutsIt() {
    GreyImage odd = new GreyImage(3, 2, new double[] {1, 2, 90, 3, 4, 91});
    assertThat(odd.patchNormalised(2, true).pixels()).contains(90, 91);
    assertThat(odd.patchNormalised(2, false).pixels()).hasSize(4).doesNotContain(90, 91);
    GreyImage davis = new GreyImage(346, 260, new double[346 * 260]).quartered();
    assertThat(davis.width()).isEqualTo(86);
    assertThat(davis.height()).isEqualTo(65);
    assertThat(davis.patchNormalised(8, false).pixels()).hasSize(5590 - 470);
  }

  @Test
  void countsWrapAt256OnlyAsPublished() {
    CountFrame full = new CountFrame(1, 1, new int[] {256}, new int[] {257}, 0, 1);
    assertThat(full.wrapped().off()).containsExactly(0);
    assertThat(full.wrapped().on()).containsExactly(1);
    PlaceFrame place = PlaceFrame.of(frame(), new DescriptorOptions(false, true, true, 2, false));
    assertThat(place.off()).isEqualTo(3);
    assertThat(place.on()).isEqualTo(4);
  }

  @Test
  void framesAreCutByTimeOrByCountAndTheLastIsDropped() {
    EventColumns c = new EventColumns();
    for (long t : new long[] {100, 150, 199, 200, 450, 500}) {
      c.add(t, 0, 0, 1);
    }
    List<CountFrame> byTime = new ArrayList<>();
    FrameCutter.byTime(new Geometry(2, 2), 100).add(c, byTime::add);
    assertThat(byTime.stream().map(f -> f.on()[0])).containsExactly(3, 1, 0, 1);
    assertThat(byTime.get(3).startUs()).isEqualTo(400);
    List<CountFrame> byCount = new ArrayList<>();
    FrameCutter.byCount(new Geometry(2, 2), 4).add(c, byCount::add);
    assertThat(byCount).hasSize(1);
    assertThat(byCount.get(0).on()[0]).isEqualTo(4);
  }

  @Test
  void framesThatAreTooEmptyTooFullOrStillAreNoPlaces() {
    List<PlaceFrame> frames = new ArrayList<>();
    for (long on : new long[] {2, 0, 100, 2, 2, 2}) {
      frames.add(new PlaceFrame(new float[1], 100, 2, on, 0, 1));
    }
    // 0 moves, 3 stands still until 4, and nothing follows 5.
    assertThat(FrameFilter.kept(frames, Positions.along(0, 1, 2, 3, 3, 4))).containsExactly(0, 4);
  }
}
