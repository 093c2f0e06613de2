package io.flyball.connectors.vw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VwTextTest {
  @Test
  void actionsWithFeaturesOfTheirOwn() throws VwFormatException {
    VwDecision d =
        decided(0, "shared |U age:30 city:Rome", "|A x:2", "0:-1:0.8 'tag |A:0.5 x:4 y", "");
    assertThat(d.context().namespaces())
        .isEqualTo(Map.of("U", Map.of("age", 30.0, "city", "Rome")));
    assertThat(d.actions().get(1).namespaces()).isEqualTo(Map.of("A", Map.of("x", 2.0, "y", .5)));
    assertThat(d.slots().get(0).chosen()).isEqualTo(1);
    assertThat(d.slots().get(0).propensity()).isEqualTo(.8);
    assertThat(d.slots().get(0).cost()).isEqualTo(-1);
  }

  @Test
  void actionsByNumber() throws VwFormatException {
    VwDecision d = decided(4, "1 2:1.5:0.25 4 | a a :3 :4");
    assertThat(d.ids()).containsExactly("1", "2", "3", "4");
    assertThat(d.slots().get(0).allowed()).containsExactly(0, 1, 3);
    assertThat(d.slots().get(0).chosen()).isEqualTo(1);
    assertThat(d.context().namespaces())
        .isEqualTo(Map.of("", Map.of("a", 2.0, "", List.of(3.0, 4.0))));
  }

  @Test
  void slotsOfCcbAndSlates() throws VwFormatException {
    VwDecision ccb =
        decided(
            0,
            "ccb shared |S a",
            "ccb action |A x",
            "ccb action |A y",
            "ccb slot 1:-1:0.6,0:0.4 |P top",
            "ccb slot 0:0:1 0 |P bottom",
            "");
    assertThat(ccb.slots().get(0).served()).containsExactly(1, 0);
    assertThat(ccb.slots().get(0).cost()).isEqualTo(-1);
    assertThat(ccb.slots().get(1).allowed()).containsExactly(0);
    VwDecision slates =
        decided(
            0,
            "slates shared 0.5 |S a",
            "slates action 0 |A x",
            "slates action 1 |A y",
            "slates action 1 |A z",
            "slates slot 0:1 |P",
            "slates slot 1:0.7,0:0.3 |P",
            "");
    assertThat(slates.slots().get(1).served()).containsExactly(2, 1);
    assertThat(slates.slots().get(1).cost()).isEqualTo(.5);
  }

  @Test
  void anExampleWithoutACostIsSkipped() throws VwFormatException {
    VwText text = new VwText(0);
    assertThat(text.read("shared | a")).isNull();
    assertThat(text.read("| b")).isNull();
    assertThat(text.end()).isInstanceOf(VwLine.Skipped.class);
    assertThat(text.end()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0:1:1.5 | a; up to 1",
        "0:1:0 | a; above 0",
        "0:1 | a; not action:cost:probability",
        "0:x:1 | a; where a number belongs",
        "ccb other | a; none of shared",
      })
  void whatCannotBeReadIsRefusedByName(String line, String named) {
    VwText text = new VwText(0);
    assertThatThrownBy(
            () -> {
              text.read(line);
              text.end();
            })
        .isInstanceOf(VwFormatException.class)
        .hasMessageContaining(named);
  }

  @Test
  void twoLabelsAreRefusedAndTheNextExampleIsRead() throws VwFormatException {
    VwText text = new VwText(0);
    text.read("0:1:1 | a");
    text.read("0:1:1 | b");
    assertThatThrownBy(() -> text.read("")).hasMessageContaining("two actions have a label");
    text.read("0:1:1 | b");
    assertThat(text.read("")).isInstanceOf(VwLine.Decided.class);
  }

  private static VwDecision decided(int actions, String... lines) throws VwFormatException {
    VwText text = new VwText(actions);
    VwLine last = null;
    for (String line : lines) {
      last = text.read(line);
    }
    return ((VwLine.Decided) last).decision();
  }
}
