package io.flyball.core.control.places;

import static io.flyball.core.control.places.Drive.FORM;
import static io.flyball.core.control.places.Drive.FRAME_US;
import static io.flyball.core.control.places.Drive.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.places.ReferenceMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceControlTest {
  private final Drive drive = new Drive();
  private final PlaceMemory memory = new PlaceMemory();

  private PlaceControl along(PlaceRules rules, int... scenes) {
    return new PlaceControl(rules, memory, Drive.route(scenes));
  }

  private static PlaceRules sequences(int length) {
    return new PlaceRules("", FRAME_US, Long.MAX_VALUE, FORM, 5, length, false);
  }

  @Test
  void withoutAMapThereIsNoPlace() {
    PlaceControl lost = new PlaceControl(SINGLE, memory, PlaceMaps.NONE);
    drive.sees(lost, 0, 1);
    drive.sees(lost, 1, 2);
    assertThat(drive.unplaced).isEqualTo(2);
    assertThat(drive.places).isEmpty();
    assertThat(drive.unfit).isEmpty();
  }

  @Test
  void aFrameIsPlacedAtTheNearestReference() {
    PlaceControl control = along(SINGLE, 1, 2, 3);
    drive.sees(control, 0, 2);
    assertThat(drive.places)
        .containsExactly(
            new CameraPlace("c/1/0", "c", 1_000, 0, FRAME_US, "c", 20, 50, 1, 0, 1, 3, false));
    drive.sees(control, 1, 3);
    drive.sees(control, 2, 1);
    assertThat(drive.numbers()).containsExactly(20, 30, 10);
    assertThat(drive.places).extracting(CameraPlace::id).endsWith("c/1/1", "c/1/2");
    assertThat(drive.unplaced).isZero();
  }

  @Test
  void aNamedMapIsUsedInPlaceOfTheCamerasOwn() {
    PlaceRules named = new PlaceRules("town", FRAME_US, Long.MAX_VALUE, FORM, 5, 1, false);
    drive.sees(along(named, 1, 2), 0, 1);
    assertThat(drive.unplaced).isEqualTo(1);
    assertThat(named.mapOf("c")).isEqualTo("town");
    assertThat(SINGLE.mapOf("c")).isEqualTo("c");
  }

  @Test
  void aFrameInWhichHardlyAnythingHappensIsNotMatched() {
    PlaceMaps never =
        (map, length) -> {
          throw new AssertionError("asked for a map");
        };
    EventColumns one = new EventColumns();
    one.add(0, 1, 1, 1);
    new PlaceControl(SINGLE, memory, never)
        .take(Drive.packet(0, 64, 64, false), one, -1, false, false, "c/1/", 0, drive);
    assertThat(drive.unplaced).isEqualTo(1);
    assertThat(memory.frames).isEqualTo(1);
  }

  @Test
  void framesThatLackEventsAreMarkedAndNoOthers() {
    PlaceControl control = along(SINGLE, 1, 2);
    drive.sees(control, 0, 1, false, true, false);
    drive.sees(control, 1, 1);
    drive.sees(control, 2, 2, false, false, true);
    drive.sees(control, 4, 2, true, false, false);
    drive.sees(control, 5, 1);
    drive.sees(control, 6, 1);
    assertThat(drive.places)
        .extracting(place -> place.startUs() / FRAME_US + " " + place.undercounted())
        .containsExactly("0 true", "1 true", "2 true", "4 true", "5 false", "6 false");
  }

  @Test
  void anArrayWithoutAWholePatchIsToldOnce() {
    PlaceControl control = along(SINGLE, 1);
    for (long frame = 0; frame < 3; frame++) {
      control.take(
          Drive.packet(frame, 64, 31, false),
          Drive.scene(1, frame * FRAME_US),
          -1,
          false,
          false,
          "c/1/",
          0,
          drive);
    }
    assertThat(drive.unfit).hasSize(1);
    assertThat(drive.unfit.get(0)).startsWith("c/1/0: its packets have 64x31 pixels");
    assertThat(drive.unplaced).isZero();
  }

  @Test
  void aMapOfOtherDescriptorsIsToldOnce() {
    PlaceReference other = new PlaceReference("c", 1, 1, 0, 0, 0, new float[] {1, 2});
    PlaceControl control =
        new PlaceControl(SINGLE, memory, (map, length) -> ReferenceMap.of(List.of(other), length));
    drive.sees(control, 0, 1);
    drive.sees(control, 1, 1);
    assertThat(drive.unfit)
        .containsExactly("c/1/0: no place of map c has the 256 numbers of its descriptors");
    assertThat(drive.unplaced).isEqualTo(2);
  }

  @Test
  void aSequenceIsPlacedOnceItIsFull() {
    PlaceControl control = along(sequences(3), 1, 2, 3, 4, 5);
    for (int scene = 1; scene <= 5; scene++) {
      drive.sees(control, scene, scene);
    }
    assertThat(drive.unplaced).isEqualTo(2);
    assertThat(drive.numbers()).containsExactly(30, 40, 50);
    assertThat(memory.distances).hasSize(3);
  }

  @Test
  void distancesToAnotherMapAreForgotten() {
    PlaceRules rules = sequences(2);
    drive.sees(along(rules, 1, 2, 3), 0, 1);
    assertThat(memory.distances).hasSize(1);
    drive.sees(along(rules, 4, 5, 6), 1, 5);
    assertThat(memory.distances).hasSize(1);
    assertThat(drive.unplaced).isEqualTo(2);
  }

  @Test
  void aClockThatBeginsAnewForgetsTheOpenFrame() {
    PlaceControl control = along(sequences(2), 1, 2);
    drive.sees(control, 7, 1, false, true, false);
    assertThat(memory.undercountedUntilUs).isEqualTo(8 * FRAME_US);
    control.clockRestarted();
    assertThat(memory.distances).isEmpty();
    drive.sees(control, 0, 1);
    drive.sees(control, 1, 2);
    assertThat(drive.places).extracting(CameraPlace::undercounted).containsExactly(false);
    assertThat(drive.places.get(0).startUs()).isEqualTo(FRAME_US);
  }

  @Test
  void memoryThatWasWrittenGoesOnAsIfItHadNotBeen() throws IOException {
    PlaceRules rules = sequences(2);
    PlaceControl control = along(rules, 1, 2, 3);
    drive.sees(control, 0, 1, false, true, false);
    PlaceMemory copy = memory.copy();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.write(new DataOutputStream(bytes));
    PlaceMemory read =
        PlaceMemory.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    drive.sees(control, 1, 2);
    drive.sees(control, 2, 3);
    assertThat(drive.numbers()).containsExactly(20, 30);
    for (PlaceMemory other : List.of(copy, read)) {
      Drive again = new Drive();
      PlaceControl resumed = new PlaceControl(rules, other, Drive.route(1, 2, 3));
      again.sees(resumed, 1, 2);
      again.sees(resumed, 2, 3);
      assertThat(again.places).isEqualTo(drive.places);
      assertThat(other.frames).isEqualTo(3);
    }
  }

  @Test
  void onlyACameraThatAimsAtTheMarginMovesItsBand() {
    PlaceRules aims = new PlaceRules("", FRAME_US, Long.MAX_VALUE, FORM, 5, 1, true);
    for (PlaceRules rules : List.of(SINGLE, aims)) {
      PlaceControl control = along(rules, 1, 2);
      drive.sees(control, 0, 1);
      for (int window = 0; window < MarginObjective.PERIOD; window++) {
        assertThat(control.bandFactor()).isEqualTo(1);
        control.window();
      }
      assertThat(control.bandFactor())
          .isCloseTo(rules.margin() ? Math.pow(2, 0.25) : 1, within(1e-12));
      control.clockRestarted();
    }
    along(SINGLE, 1, 2).window();
    assertThat(along(SINGLE, 1, 2).bandFactor()).isEqualTo(1);
  }

  @Test
  void anArrayFitsFromOnePatchToTwoMillionPixels() {
    assertThat(PlaceRules.side(FORM)).isEqualTo(32);
    assertThat(PlaceRules.fits(FORM, 32, 32)).isTrue();
    assertThat(PlaceRules.fits(FORM, 31, 32)).isFalse();
    assertThat(PlaceRules.fits(FORM, 32, 31)).isFalse();
    assertThat(PlaceRules.fits(FORM, 2048, 1024)).isTrue();
    assertThat(PlaceRules.fits(FORM, 2048, 1025)).isFalse();
    assertThat(PlaceRules.fits(FORM, 32, 65_535)).isTrue();
    assertThat(PlaceRules.fits(FORM, 65_536, 32)).isFalse();
  }
}
