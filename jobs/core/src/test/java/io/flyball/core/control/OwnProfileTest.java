package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.SensorProfile.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnProfileTest {
  /** Two biases of a sensor that has no others. */
  private static final String SMALL =
      """
      name=Lab128
      maker=Institute
      geometry=128x128
      rateLow=1e5
      rateHigh=5e5
      slowStep=2
      maxSlew=8
      refractory.register=refr
      refractory.hardware=0..1023
      refractory.start=500
      refractory.min=100
      refractory.max=900
      on.register=th_on
      on.hardware=-50..255
      on.start=90
      on.min=-40
      on.max=140
      """;

  private static String shipped(String name) throws IOException {
    try (InputStream in = SensorProfile.class.getResourceAsStream(name + ".properties")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void anEmptyFileIsToldWhichKeyItLacks() {
    assertThatThrownBy(() -> OwnProfile.parse("")).hasMessageContaining("lacks the key name");
  }

  @Test
  void aBiasWithoutKeysIsOneThatTheSensorLacks() {
    SensorProfile lab = OwnProfile.parse(SMALL);
    assertThat(lab.biases()).containsExactly(Bias.REFRACTORY, Bias.ON);
    assertThat(lab.limits().get(Bias.ON)).isEqualTo(new Limits(-40, 140));
    assertThat(lab.law()).isEqualTo(new FastLaw(1e5, 5e5, 100, 900));
    assertThat(lab.physics()).isEmpty();
    for (ControlMode mode : ControlMode.values()) {
      assertThat(mode.controller(lab)).isNotNull();
    }
  }

  @Test
  void everyShippedProfileIsAFileThatAPersonMayStartFrom() throws IOException {
    for (String name : SensorProfile.NAMES) {
      SensorProfile known = SensorProfile.named(name);
      SensorProfile own =
          OwnProfile.parse(shipped(name).replaceFirst("(?m)^name=.*$", "name=my-" + name));
      assertThat(own.limits()).isEqualTo(known.limits());
      assertThat(own.start()).isEqualTo(known.start());
      assertThat(own.functions()).isEqualTo(known.functions());
      assertThat(own.physics()).isEqualTo(known.physics());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=Lab128 | name=davis346 | shipped profiles",
        "name=Lab128 | name=a b | letters",
        "slowStep=2 | slowstep=2 | no key slowstep",
        "slowStep=2 | slowStep=0 | slowStep is 1 to 65535; found '0'",
        "slowStep=2 | slowStep=Infinity | slowStep is 1 to 65535",
        "maxSlew=8 | maxSlew=8 ; maxSlew=9 | maxSlew stands twice",
        "on.start=90 | on.start=141 | on.start is a code in -40..140; found '141'",
        "on.start=90 | on.start=NaN | on.start is a code in",
        "on.max=140 | on.max=256 | on.max is a code in -40..255; found '256'",
        "on.min=-40 | on.min=-51 | on.min is a code in -50..255",
        "on.hardware=-50..255 | on.hardware=9 | on.hardware: A range of codes",
        "on.hardware=-50..255 | on.hardware=0..99999 | on.hardware is inside -65535..65535",
        "on.register=th_on | on.register=refr | another register than refractory.register",
        "rateHigh=5e5 | rateHigh=NaN | 0 <= low < high",
        "rateHigh=5e5 | rateHigh=much | rateHigh is a number",
        "geometry=128x128 | geometry=128 | width x height",
        "maxSlew=8 | maxSlew=8 ; diff.fine=3 | no effect without diff.coarse",
        "maxSlew=8 | maxSlew=8 ; erc.periodUs=100 | erc.most is at least 1",
        "maxSlew=8 | maxSlew=8 ; trail=LONG | trail lists",
      })
  void whatWouldBeSilentlyWrongIsRefused(String line, String other, String message) {
    String text = SMALL.replace(line + "\n", other.replace(" ; ", "\n") + "\n");
    assertThat(text).isNotEqualTo(SMALL);
    assertThatThrownBy(() -> OwnProfile.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void ownProfilesStandBesideTheShippedOnesAndTravel() throws Exception {
    SensorProfiles sensors = new SensorProfiles(List.of(SMALL));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(sensors);
    SensorProfiles travelled =
        (SensorProfiles)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    for (SensorProfiles s : List.of(sensors, travelled)) {
      assertThat(s.named("LAB128").name()).isEqualTo("Lab128");
      assertThat(s.named("Evk4")).isSameAs(SensorProfile.named("evk4"));
      assertThat(s.names()).startsWith("davis346").endsWith("lab128");
      assertThatThrownBy(() -> s.named("eye")).hasMessageContaining("lab128");
    }
    assertThat(SensorProfiles.SHIPPED.has("lab128")).isFalse();
    assertThatThrownBy(() -> new SensorProfiles(List.of(SMALL, SMALL.replace("Lab128", "LAB128"))))
        .hasMessageContaining("Two profiles are named LAB128");
  }
}
