package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static io.flyball.jobs.bias.RouteFixtures.PLACES;
import static io.flyball.jobs.bias.RouteFixtures.arrives;
import static io.flyball.jobs.bias.RouteFixtures.half;
import static io.flyball.jobs.bias.RouteFixtures.references;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.CameraWindow;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Trial.Step;
import io.flyball.jobs.runtime.config.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cameras that recognise places, in the job. */
class PlacesTest {
  private static final int CAMERAS = 5;
  private static final int FRAMES = 24;

  private record Played(List<String> outputs, Map<String, Long> counts, int left) {
    List<String> places() {
      return outputs.stream().filter(text -> text.startsWith("CameraPlace")).toList();
    }
  }

  /** Cameras that walk the route from different places; one falls silent, and time goes on. */
  private static List<Step<CameraArrival>> walks(boolean repeated) {
    List<Step<CameraArrival>> steps = new ArrayList<>();
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int h = 0; h < 2; h++) {
        for (int c = 0; c < CAMERAS; c++) {
          if (c == 2 && frame > 9) {
            continue;
          }
          CameraArrival in = arrives(half("camera" + c, c, frame, h));
          steps.add(new Step<>(in, in.arrivedMs()));
          if (repeated && frame % 4 == 1) {
            steps.add(new Step<>(in, in.arrivedMs()));
          }
        }
      }
      if (frame % 5 == 4) {
        steps.add(new Step<>(null, NOON + frame * 66L));
      }
    }
    return steps;
  }

  private static Played play(
      BiasConfig config,
      List<PlaceReference> map,
      List<Step<CameraArrival>> steps,
      boolean rocksDb,
      int... parallelisms)
      throws Exception {
    try (Subtasks<CameraArrival, CameraWindow> subtasks =
        new Subtasks<>(Operators.control(config), parallelisms[0], rocksDb)) {
      for (PlaceReference place : map) {
        Operators.broadcast(subtasks, place);
      }
      int next = 0;
      for (int stage = 0; stage < parallelisms.length; stage++) {
        if (stage > 0) {
          subtasks.restoreAt(parallelisms[stage]);
        }
        for (; next < (stage + 1) * steps.size() / parallelisms.length; next++) {
          Step<CameraArrival> step = steps.get(next);
          if (step.record() == null) {
            subtasks.watermark(step.time());
          } else {
            subtasks.send(step.record(), step.time());
          }
        }
      }
      subtasks.watermark(Long.MAX_VALUE);
      return new Played(
          subtasks.outputs().stream().filter(text -> !text.contains("why=RESEND")).toList(),
          subtasks.counts(),
          subtasks.entries() + subtasks.timers());
    }
  }

  @Test
  void everyFrameIsPlacedWhereItWasTaken() throws Exception {
    BiasConfig config = RouteFixtures.config();
    try (var subtasks = new Subtasks<>(Operators.control(config), 1, false)) {
      for (PlaceReference place : references(config)) {
        Operators.broadcast(subtasks, place);
      }
      for (Step<CameraArrival> step : walks(false)) {
        if (step.record() != null) {
          subtasks.send(step.record(), step.time());
        }
      }
      List<CameraPlace> placed = subtasks.side(BiasFunction.PLACES);
      // The last frame of each camera is still open.
      assertThat(placed).hasSize(4 * (FRAMES - 1) + 9);
      assertThat(placed)
          .allSatisfy(
              p -> {
                int first = p.camera().charAt(6) - '0';
                assertThat(p.number())
                    .isEqualTo((int) (first + p.startUs() / RouteFixtures.FRAME_US) % PLACES);
                assertThat(p.x()).isEqualTo(p.number());
                assertThat(p.margin()).isBetween(0.1, 1.0);
                assertThat(p.references()).isEqualTo(PLACES);
                assertThat(p.map()).isEqualTo("hall");
                assertThat(p.undercounted()).isFalse();
              });
      assertThat(BiasMapping.toAvro(placed.get(0)).getCamera()).isEqualTo("camera0");
    }
  }

  @Test
  void interruptedMovedOrRescaledItPlacesWhatItWouldHave() throws Exception {
    for (String sequence : new String[] {"1", "4"}) {
      BiasConfig config = RouteFixtures.config("bias.places.sequence=" + sequence);
      Played whole = play(config, references(config), walks(false), false, 1);
      assertThat(whole.places()).hasSizeGreaterThan(4 * (FRAMES - 6));
      assertThat(whole.left()).isZero();
      assertThat(whole.counts()).containsKeys("PLACES", "WINDOWS");
      for (int[] parallelisms : new int[][] {{2}, {3}, {1, 1, 1, 1}, {1, 2, 3}, {3, 2, 1}}) {
        Played other = play(config, references(config), walks(false), false, parallelisms);
        assertThat(other.places()).as("at %s", parallelisms).isEqualTo(whole.places());
        assertThat(other.left()).isZero();
      }
      assertThat(play(config, references(config), walks(false), true, 1, 2, 3).places())
          .isEqualTo(whole.places());
    }
  }

  @Test
  void repetitionsAndTheOrderOfReferencesChangeNothing() throws Exception {
    BiasConfig config = RouteFixtures.config();
    Played whole = play(config, references(config), walks(false), false, 1);
    List<PlaceReference> shuffled = new ArrayList<>(references(config));
    PlaceReference old = shuffled.get(3);
    // An older version of a place, and the same record again, come at any time.
    shuffled.add(new PlaceReference("hall", 3, 0, 99, 77, 0, shuffled.get(8).descriptor()));
    shuffled.add(old);
    Collections.reverse(shuffled);
    Played other = play(config, shuffled, walks(true), false, 2);
    assertThat(other.places()).isEqualTo(whole.places());
    assertThat(other.counts()).containsKey("REPEATED");
  }

  @Test
  void aPacketThatFillsAHoleCountsInTheOpenFrameAndTheFrameIsUndercounted() throws Exception {
    BiasConfig config = RouteFixtures.config();
    try (var subtasks = new Subtasks<>(Operators.control(config), 1, false)) {
      for (PlaceReference place : references(config)) {
        Operators.broadcast(subtasks, place);
      }
      int[][] order = {{0, 0}, {0, 1}, {1, 1}, {1, 0}, {2, 0}, {2, 1}, {3, 0}};
      for (int[] at : order) {
        subtasks.send(arrives(half("c", 0, at[0], at[1])), NOON + at[0]);
      }
      assertThat(subtasks.side(BiasFunction.PLACES))
          .extracting(p -> p.number() + " " + p.undercounted())
          .containsExactly("0 false", "1 true", "2 false");
    }
  }

  @Test
  void aPlaceWithoutADescriptorIsNoLongerPartOfTheMap() throws Exception {
    BiasConfig config = RouteFixtures.config();
    List<PlaceReference> map = references(config);
    map.add(new PlaceReference("hall", 1, 2, 0, 0, 0, new float[0]));
    Played played = play(config, map, walks(false), false, 1);
    assertThat(played.places())
        .isNotEmpty()
        .allMatch(text -> text.contains("references=11"))
        .noneMatch(text -> text.contains("number=1,"));
  }

  @Test
  void aMapOfOtherDescriptorsIsToldOnceAndPlacesNothing() throws Exception {
    BiasConfig config = RouteFixtures.config();
    List<PlaceReference> map =
        List.of(new PlaceReference("hall", 0, 1, 0, 0, 0, new float[] {1, 2, 3}));
    Played played = play(config, map, walks(false), false, 1);
    assertThat(played.places()).isEmpty();
    assertThat(played.counts().get("UNPLACED")).isEqualTo(4L * (FRAMES - 1) + 9);
    assertThat(played.outputs().stream().filter(text -> text.contains("PLACES_UNFIT")))
        .hasSize(CAMERAS)
        .allMatch(text -> text.contains("no place of map hall has the 192 numbers"));
  }

  @Test
  void framesOfEventsAreCutByTheirNumber() throws Exception {
    BiasConfig config = RouteFixtures.config("bias.places.frame-events=600");
    Played played = play(config, references(config), walks(false), false, 1);
    assertThat(played.places()).hasSize(4 * FRAMES + 10);
  }

  @Test
  void withoutThePlacesSwitchedOnNothingIsRemembered() throws Exception {
    Played played = play(Fixtures.config(), List.of(), walks(false), false, 1, 2);
    assertThat(played.places()).isEmpty();
    assertThat(played.counts()).doesNotContainKeys("PLACES", "UNPLACED");
  }

  @Test
  void theMarginIsAnObjectiveOnlyWherePlacesAreRecognisedAndBiasesSet() throws Exception {
    assertThatThrownBy(() -> Fixtures.config("bias.control.objective=MARGIN"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bias.places.enabled=true");
    assertThatThrownBy(
            () ->
                RouteFixtures.config("bias.control.objective=MARGIN", "bias.control.mode=CONSTANT"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sets no bias");
    try (var subtasks = new Subtasks<>(Operators.control(Fixtures.config()), 1, false)) {
      Operators.broadcast(subtasks, Fixtures.control("bias", 1, Map.of("objective", "MARGIN")));
      assertThat(subtasks.side(BiasFunction.ALERTS))
          .extracting(Alert::kind)
          .containsExactly("CONTROL_REJECTED");
    }
  }
}
