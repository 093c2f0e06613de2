package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every detector and every named variant. */
class DetectorContractTest {

  static Stream<String> specs() {
    return Stream.of(
        "adwin",
        "adwin:cut=over-six,reset=false,clock=1",
        "page-hinkley",
        "page-hinkley:form=fading,lambda=5",
        "page-hinkley:form=clipped,lambda=5",
        "cusum",
        "cusum:form=running-mean,k=0.005,h=5",
        "hddm-a",
        "hddm-w",
        "hddm-a:sides=up-restart-on-down",
        "ddm",
        "eddm",
        "kswin:alpha=0.001",
        "selective-ewma",
        "selective-ewma:slope=0.5",
        "adwin:cooldown=200,severity=0.1");
  }

  private static final double[] LIVELY =
      Stream.of(
              Streams.change(1, 1_000, 0.2, 1_000, 0.8), Streams.change(2, 1_000, 0.5, 1_000, 0.1))
          .flatMapToDouble(Arrays::stream)
          .toArray();

  @ParameterizedTest
  @MethodSource("specs")
  void notANumberIsRefusedAndChangesNothing(String spec) {
    Detector detector = DetectorSpec.parse(spec).create();
    Streams.alarms(detector, 0, 1, 1);
    byte[] before = DetectorFormat.toBytes(detector);
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> detector.update(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(DetectorFormat.toBytes(detector)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void equalValuesNeverAlarm(String spec) {
    for (double level : new double[] {0, 1}) {
      double[] values = new double[10_000];
      Arrays.fill(values, level);
      assertThat(Streams.alarms(spec, values)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aRestoredDetectorGoesOnAsIfNeverInterrupted(String spec) {
    List<Alarm> straight = Streams.alarms(spec, LIVELY);
    assertThat(straight).isNotEmpty();
    Detector detector = DetectorSpec.parse(spec).create();
    List<Alarm> interrupted = new ArrayList<>();
    for (int i = 0; i < LIVELY.length; i++) {
      if (i % 97 == 0) {
        detector = DetectorFormat.fromBytes(DetectorFormat.toBytes(detector));
      }
      detector.update(LIVELY[i]).ifPresent(interrupted::add);
    }
    assertThat(interrupted).isEqualTo(straight);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void twoInterleavedDetectorsDoNotDisturbEachOther(String spec) {
    Detector one = DetectorSpec.parse(spec).create();
    Detector other = DetectorSpec.parse(spec).create();
    List<Alarm> alarms = new ArrayList<>();
    for (double value : LIVELY) {
      one.update(value).ifPresent(alarms::add);
      other.update(1 - value);
    }
    assertThat(alarms).isEqualTo(Streams.alarms(spec, LIVELY));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyAlarmSaysDirectionLevelsAndWidth(String spec) {
    for (Alarm alarm : Streams.alarms(spec, LIVELY)) {
      assertThat(alarm.width()).isBetween(1L, alarm.index() + 1);
      assertThat(alarm.before()).isFinite();
      assertThat(alarm.after()).isFinite();
      assertThat(alarm.direction()).isEqualTo(Direction.of(alarm.before(), alarm.after()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"adwin", "page-hinkley", "cusum", "hddm-a", "hddm-w", "kswin", "selective-ewma"})
  void twoSidedDetectorsSeeARiseAndAFall(String spec) {
    double[] rise = Streams.change(5, 1_000, 0.1, 600, 0.9);
    double[] fall = Streams.change(5, 1_000, 0.9, 600, 0.1);
    assertThat(Streams.alarms(spec, rise))
        .anyMatch(a -> a.index() >= 1_000 && a.direction() == Direction.UP);
    assertThat(Streams.alarms(spec, fall))
        .anyMatch(a -> a.index() >= 1_000 && a.direction() == Direction.DOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"adwin", "page-hinkley", "cusum", "hddm-a", "hddm-w", "kswin", "selective-ewma"})
  void standardParametersAreQuietOnAFairCoin(String spec) {
    assertThat(Streams.alarms(spec, Streams.coin(31, 100_000, 0.5))).hasSizeLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hddm-a", "hddm-w", "ddm", "eddm"})
  void detectorsForProportionsRefuseOtherValues(String spec) {
    Detector detector = DetectorSpec.parse(spec).create();
    assertThatThrownBy(() -> detector.update(1.5)).hasMessageContaining("1.5");
  }

  @Test
  void alarmsTooSoonOrTooSlightAreHeldBackAndCounted() {
    double[] traffic = Streams.named("mt_head_indicator");
    List<Alarm> all = Streams.alarms("adwin:reset=false,cut=over-six", traffic);
    CoolDown coolDown =
        (CoolDown)
            DetectorSpec.parse("adwin:reset=false,cut=over-six,cooldown=2000,severity=0.05")
                .create();
    List<Alarm> passed = Streams.alarms(coolDown, traffic);
    assertThat(passed).isNotEmpty().allMatch(a -> a.severity() >= 0.05);
    assertThat(passed.size() + coolDown.heldBack()).isEqualTo(all.size());
    for (int i = 1; i < passed.size(); i++) {
      assertThat(passed.get(i).index() - passed.get(i - 1).index()).isGreaterThan(2_000);
    }
  }

  @Test
  void bytesThatAreNoDetectorAreRefused() {
    byte[] good = DetectorFormat.toBytes(DetectorSpec.parse("adwin").create());
    byte[] cut = Arrays.copyOf(good, good.length - 3);
    byte[] laterVersion = good.clone();
    laterVersion[0] = 9;
    for (byte[] bad : List.of(new byte[0], cut, laterVersion, new byte[] {1, 77})) {
      assertThatThrownBy(() -> DetectorFormat.fromBytes(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theFormIsSmall() {
    Detector detector = DetectorSpec.parse("adwin").create();
    Streams.alarms(detector, Streams.coin(3, 1_000_000, 0.5));
    assertThat(DetectorFormat.toBytes(detector)).hasSizeLessThan(2_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adwn",
        "adwin:",
        "adwin:delta",
        "adwin:delta=x",
        "adwin:delta=2",
        "adwin:detla=0.1",
        "adwin:clock=0",
        "adwin:cut=some",
        "adwin:reset=yes",
        "adwin:delta=0.1,delta=0.2",
        "page-hinkley:lambda=-1",
        "cusum:k=NaN",
        "kswin:window=10",
        "hddm-w:sides=down",
        "ddm:cooldown=-1"
      })
  void aSpecThatCannotBeBuiltSaysWhy(String text) {
    assertThatThrownBy(() -> DetectorSpec.parse(text).create())
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aSpecReadsWhatItWrites(String text) {
    DetectorSpec spec = DetectorSpec.parse(text);
    assertThat(DetectorSpec.parse(spec.toString())).isEqualTo(spec);
    assertThatCode(spec::create).doesNotThrowAnyException();
  }
}
