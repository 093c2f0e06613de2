package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeConfirmationTest {
  private static final double LEAST = 0.02;

  private static List<Alarm> alarms(int values, IntToDoubleFunction signal) {
    Adwin detector = new Adwin(Adwin.Config.standard());
    ChangeConfirmation change = new ChangeConfirmation();
    AlphaInvesting family = new AlphaInvesting(0.05);
    List<Alarm> alarms = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      double x = signal.applyAsDouble(i);
      change.update(x, 0, i, detector.update(x), LEAST, family).ifPresent(alarms::add);
    }
    return alarms;
  }

  @Test
  void aConstantSignalHasNoAlarm() {
    assertThat(alarms(10_000, i -> 0)).isEmpty();
    assertThat(alarms(10_000, i -> 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.35, 0.6, 0.9})
  void aChangeIsOneAlarmWithItsDirectionAndLevels(double after) {
    Random random = new Random(7);
    List<Alarm> alarms =
        alarms(12_000, i -> random.nextDouble() < (i < 6_000 ? 0.5 : after) ? 1 : 0);

    assertThat(alarms).hasSize(1);
    assertThat(alarms.get(0).direction()).isEqualTo(after > 0.5 ? Direction.UP : Direction.DOWN);
    assertThat(alarms.get(0).index()).isBetween(6_000L, 7_000L);
    assertThat(alarms.get(0).before()).isCloseTo(0.5, within(0.05));
    assertThat(alarms.get(0).after()).isCloseTo(after, within(0.12));
  }

  @Test
  void aSecondChangeIsASecondAlarm() {
    Random random = new Random(3);
    List<Alarm> alarms =
        alarms(
            15_000, i -> random.nextDouble() < (i < 5_000 ? 0.3 : i < 10_000 ? 0.6 : 0.3) ? 1 : 0);

    assertThat(alarms).extracting(Alarm::direction).containsExactly(Direction.UP, Direction.DOWN);
  }

  /** Sessions of 40 equal values: neighbours are one user, and nothing ever changes. */
  @Test
  void sessionsWithoutAChangeAreNoAlarmsWhereTheDetectorAloneHasMany() {
    int found = 0;
    int alone = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] values = new double[20_000];
      for (int from = 0; from < values.length; from += 40) {
        double taste = random.nextDouble();
        for (int i = from; i < from + 40; i++) {
          values[i] = random.nextDouble() < taste ? 1 : 0;
        }
      }
      found += alarms(values.length, i -> values[i]).size();
      Adwin detector = new Adwin(Adwin.Config.standard());
      for (double value : values) {
        alone += detector.update(value).isPresent() ? 1 : 0;
      }
    }
    assertThat(alone).isGreaterThan(20);
    assertThat(found).isLessThanOrEqualTo(3);
  }

  @Test
  void theLongRunVarianceIsThatOfIndependentValuesOrOfWholeSessions() {
    assertThat(new LongRunVariance().value()).isNaN();
    Random random = new Random(1);
    LongRunVariance coin = new LongRunVariance();
    LongRunVariance sessions = new LongRunVariance();
    double value = 0;
    for (int i = 0; i < 100_000; i++) {
      coin.add(random.nextBoolean() ? 1 : 0);
      value = i % 16 == 0 ? (random.nextBoolean() ? 1 : 0) : value;
      sessions.add(value);
    }
    assertThat(coin.value()).isBetween(0.24, 0.36);
    // 16 equal values: 16 times the variance of one.
    assertThat(sessions.value()).isBetween(3.6, 5.5);
  }

  @Test
  void theWealthOfTestsThatFindNothingIsNeverUsedUpAndADiscoveryEarnsAlpha() {
    assertThatThrownBy(() -> new AlphaInvesting(0)).isInstanceOf(IllegalArgumentException.class);
    AlphaInvesting family = new AlphaInvesting(0.05);
    double spent = 0;
    for (int i = 0; i < 1_000; i++) {
      double before = family.wealth();
      assertThat(family.test(0.5)).isFalse();
      spent += before - family.wealth();
    }
    assertThat(family.wealth()).isPositive();
    assertThat(spent).isLessThanOrEqualTo(0.05);
    assertThat(family.test(0)).isTrue();
    assertThat(family.wealth()).isCloseTo(0.05, within(1e-3));
  }

  @Test
  void whatIsReadBackGoesOnInTheSameWay() throws IOException {
    Random random = new Random(9);
    Adwin detector = new Adwin(Adwin.Config.standard());
    ChangeConfirmation whole = new ChangeConfirmation();
    ChangeConfirmation stored = new ChangeConfirmation();
    AlphaInvesting one = new AlphaInvesting(0.05);
    AlphaInvesting other = new AlphaInvesting(0.05);
    for (int i = 0; i < 9_000; i++) {
      double x = random.nextDouble() < (i < 4_000 ? 0.4 : 0.5) ? 1 : 0;
      Optional<Alarm> raised = detector.update(x);
      assertThat(stored.update(x, i % 50, i, raised, LEAST, other))
          .isEqualTo(whole.update(x, i % 50, i, raised, LEAST, one));
      if (i % 500 == 0) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        stored.write(out);
        other.write(out);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        stored = ChangeConfirmation.read(in);
        other = AlphaInvesting.read(in);
      }
    }
  }
}
