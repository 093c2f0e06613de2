package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BiasAlertsTest {

  /** A window of 300 ms with this number. */
  private static CameraSign sign(long number, int side, int pinned, double rate, long lost) {
    String id = "c/1/" + number;
    long time = NOON + number * 300;
    return new CameraSign("c", id, number, time, side, pinned, rate / 2.5e6, rate, lost);
  }

  private static CameraSign below(long number) {
    return sign(number, -1, -1, 1e5, 0);
  }

  private static CameraSign above(long number) {
    return sign(number, 1, 1, 3e6, 0);
  }

  private static List<Alert> alerts(
      Operators.Definition pattern, List<CameraSign> signs, String... sets) throws Exception {
    try (Subtasks<CameraSign, Alert> cep =
        new Subtasks<>(Operators.pattern(pattern, sets), 1, false)) {
      for (CameraSign sign : signs) {
        cep.send(sign, sign.time());
        cep.watermark(sign.time() - 1);
      }
      cep.watermark(Long.MAX_VALUE);
      return cep.main();
    }
  }

  @Test
  void tenPinnedWindowsAreOneAlertWithTheirIds() throws Exception {
    List<CameraSign> signs = new ArrayList<>();
    for (int n = 0; n < 19; n++) {
      signs.add(below(n));
    }
    List<Alert> alerts = alerts(BiasPatterns::pinned, signs);
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.kind()).isEqualTo("PINNED_AT_RAIL");
    assertThat(alert.scope()).isEqualTo("c");
    assertThat(alert.evidence()).hasSize(10).startsWith("c/1/0").endsWith("c/1/9");
    assertThat(alert.since()).isEqualTo(NOON);
    assertThat(alert.summary())
        .isEqualTo("10 window(s) out of the band at the end of the biases within 2700 ms");
  }

  @Test
  void theTwoRailsAreCountedApartAndLongAgoDoesNotCount() throws Exception {
    List<CameraSign> signs = new ArrayList<>();
    for (int n = 0; n < 9; n++) {
      signs.add(below(n));
      signs.add(above(n));
    }
    signs.add(below(60));
    assertThat(alerts(BiasPatterns::pinned, signs)).isEmpty();
  }

  @Test
  void swingsAcrossTheBandAreHunting() throws Exception {
    List<CameraSign> signs = List.of(above(0), below(1), above(2), below(3), above(4));
    assertThat(alerts(BiasPatterns::hunting, signs))
        .hasSize(1)
        .allMatch(a -> a.kind().equals("HUNTING"));
    assertThat(alerts(BiasPatterns::hunting, signs.subList(0, 4))).isEmpty();
    assertThat(alerts(BiasPatterns::hunting, signs.subList(0, 3), "bias.patterns.hunting-swings=1"))
        .hasSize(1);
  }

  @Test
  void windowsOfOneArrivalAreTakenInTheirOrder() throws Exception {
    List<CameraSign> signs = new ArrayList<>();
    for (CameraSign s : List.of(above(2), below(1), above(0))) {
      signs.add(new CameraSign(s.camera(), s.id(), s.number(), NOON, s.side(), 0, 0, s.rate(), 0));
    }
    try (Subtasks<CameraSign, Alert> cep =
        new Subtasks<>(
            Operators.pattern(BiasPatterns::hunting, "bias.patterns.hunting-swings=1"), 1, false)) {
      for (CameraSign sign : signs) {
        cep.send(sign, sign.time());
      }
      cep.watermark(Long.MAX_VALUE);
      assertThat(cep.main()).hasSize(1);
      assertThat(cep.main().get(0).evidence()).containsExactly("c/1/0", "c/1/1", "c/1/2");
    }
  }

  @Test
  void silenceFloodsAndLossesAreTold() throws Exception {
    List<CameraSign> silent = new ArrayList<>();
    List<CameraSign> flooded = new ArrayList<>();
    List<CameraSign> lossy = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      silent.add(sign(n, -1, -1, 0, 0));
      flooded.add(sign(n, 1, 1, 6e6, 0));
      lossy.add(sign(n, 0, 0, 1e6, 2));
    }
    assertThat(alerts(BiasPatterns::silent, silent)).hasSize(1);
    assertThat(alerts(BiasPatterns::flooding, flooded)).hasSize(2);
    List<Alert> losses = alerts(BiasPatterns::packetLoss, lossy);
    assertThat(losses).hasSize(3);
    assertThat(losses.get(0).values()).containsEntry("lostPackets", 6.0);
  }

  @Test
  void aWindowBehindEventTimeGoesToTheLateOutput() throws Exception {
    try (Subtasks<CameraSign, Alert> cep =
        new Subtasks<>(Operators.pattern(BiasPatterns::silent), 1, false)) {
      cep.watermark(NOON + 10_000);
      cep.send(below(1), below(1).time());
      assertThat(cep.side(BiasPatterns.LATE)).containsExactly(below(1));
    }
  }

  @Test
  void aCameraThatOnlyTheClockSawFallSilentMovesEventTime() throws Exception {
    var harness =
        new org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness<>(
            new PatternTime(2_000));
    try (harness) {
      harness.open();
      CameraSign s = sign(10, -1, -1, 0, 0);
      harness.processElement(s, s.time());
      harness.processWatermark(NOON + 100);
      harness.processElement(
          new org.apache.flink.streaming.runtime.streamrecord.StreamRecord<>(
              new CameraSign(s.camera(), s.id(), 11, NOON + 3_300, -1, -1, 0, 0, 0)));
      harness.processWatermark(NOON + 200);
      assertThat(harness.getOutput())
          .extracting(Object::toString)
          .filteredOn(text -> text.startsWith("Watermark"))
          .containsExactly(
              new org.apache.flink.streaming.api.watermark.Watermark(NOON + 100).toString(),
              new org.apache.flink.streaming.api.watermark.Watermark(NOON + 1_300).toString());
    }
  }
}
