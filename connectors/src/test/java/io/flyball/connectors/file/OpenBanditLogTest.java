package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.text.TextException;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenBanditLogTest {
  @TempDir Path folder;

  @Test
  void headerAloneIsAnEmptyLog() throws IOException {
    assertThat(read(Samples.write(folder.resolve("a.csv"), lines(1)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"men.csv", "men.csv.gz", "men.csv.zst"})
  void rowsBecomeExposuresAndClicksSignals(String name) throws IOException {
    List<FileRecord> records = read(Samples.write(folder.resolve(name), lines(33)));
    assertThat(records).hasSize(34);

    Exposure first = (Exposure) records.get(0).record();
    assertThat(first.getId()).isEqualTo("obd-random-men-0");
    assertThat(first.getDecisionId()).isEqualTo("obd-random-men/0");
    assertThat(first.getTime()).isEqualTo(Instant.parse("2019-11-24T00:03:13.442Z"));
    assertThat(first.getItem()).isEqualTo("14");
    assertThat(first.getPosition()).isEqualTo(3);
    assertThat(first.getPropensity()).isEqualTo(1.0 / 34);
    assertThat(first.getSurface()).isEqualTo("zozotown/men");
    assertThat(first.getModelVersion()).isEqualTo("random");
    assertThat(first.getRandomHoldout()).isTrue();
    assertThat(records.get(0).topic()).isEqualTo("feedback.exposures");
    assertThat(records.get(0).key()).isEqualTo(first.getUser());

    Exposure clicked = (Exposure) records.get(30).record();
    FeedbackSignal click = (FeedbackSignal) records.get(31).record();
    assertThat(click.getKind()).isEqualTo(SignalKind.CLICK);
    assertThat(click.getExposureId()).isEqualTo(clicked.getId()).isEqualTo("obd-random-men-466");
    assertThat(click.getUser()).isEqualTo(clicked.getUser());
    assertThat(click.getTime()).isEqualTo(clicked.getTime());
    assertThat(records.get(31).topic()).isEqualTo("feedback.signals");
    assertThat(records.get(31).key()).isEqualTo("obd-random-men-466");
  }

  @Test
  void everyRowIsADecisionThatWasMadeAmongAllItems() throws IOException {
    FileRecord decided = all(Samples.write(folder.resolve("a.csv"), lines(2))).get(0);
    assertThat(decided.topic()).isEqualTo("bandit.requests");
    assertThat(decided.key()).isEqualTo("obd-random-men");
    DecisionRequest request = (DecisionRequest) decided.record();
    assertThat(request.getId()).isEqualTo("obd-random-men/0");
    // The excerpt has the columns of four items.
    assertThat(request.getArms())
        .extracting(arm -> arm.getId())
        .containsExactly("0", "1", "2", "3");
    assertThat(request.getLoggedArm()).isEqualTo("14");
    assertThat(request.getLoggedPropensity()).isEqualTo(1.0 / 34);
  }

  @Test
  void usersAreToldApartByTheirFeatures() throws IOException {
    List<FileRecord> records = read(Samples.write(folder.resolve("a.csv"), lines(3)));
    // SHA-256 of the four features of row 0, each followed by a zero byte
    assertThat(records.get(0).key()).isEqualTo("obd-user-8b4f924ad0dec504");
    assertThat(records.get(1).key()).isNotEqualTo(records.get(0).key());
  }

  @Test
  void behaviourPolicyIsNoRandomHoldout() throws IOException {
    Path file = Samples.write(folder.resolve("a.csv"), lines(2));
    try (Stream<FileRecord> records = OpenBanditLog.read(file, "bts", "men")) {
      Exposure exposure = (Exposure) records.skip(1).findFirst().orElseThrow().record();
      assertThat(exposure.getRandomHoldout()).isFalse();
      assertThat(exposure.getModelVersion()).isEqualTo("bts");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "14,3,0,0.029      | 14,4,0,0.029          | 'position': 4 is outside of 1 to 3",
        "14,3,0,0.029      | 14,x,0,0.029          | 'position': an integer is expected, not 'x'",
        "14,3,0,0.029      | 14,3,2,0.029          | 'click': 2 is outside of 0 to 1",
        "14,3,0,0.029      | 14,3,0,-0.029         | 'propensity_score': a probability",
        "14,3,0,0.029      | ,3,0,0.029            | 'item_id': a value is required",
        "2019-11-24 00:03:13 | yesterday           | 'timestamp': a time with its zone",
        "+00:00,14         | ,14                   | 'timestamp': a time with its zone",
        "propensity_score  | score                 | 'propensity_score': there is no such column",
        "0,2019-11-24      | ,2019-11-24           | '': an integer is expected, not ''",
      })
  void brokenCellNamesFileLineAndColumn(String good, String bad, String complaint)
      throws IOException {
    String text = new String(lines(2), UTF_8);
    assertThat(text).contains(good);
    Path file = Samples.write(folder.resolve("a.csv"), text.replace(good, bad).getBytes(UTF_8));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BrokenRowException.class)
        .hasMessageContaining(file + ", line 2, column " + complaint);
  }

  @Test
  void rowThatEndsEarlyNamesItsLine() throws IOException {
    String text = new String(lines(3), UTF_8);
    Path file =
        Samples.write(
            folder.resolve("a.csv"), text.substring(0, text.length() - 80).getBytes(UTF_8));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(TextException.class)
        .hasMessageContaining(file + ", line 3: ");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    byte[] bytes = lines(3);
    bytes[bytes.length - 40] = (byte) 0xff;
    Path file = Samples.write(folder.resolve("a.csv"), bytes);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("is not UTF-8");
  }

  private static List<FileRecord> read(Path file) throws IOException {
    return all(file).stream()
        .filter(record -> !(record.record() instanceof DecisionRequest))
        .toList();
  }

  private static List<FileRecord> all(Path file) throws IOException {
    try (Stream<FileRecord> records = OpenBanditLog.read(file, "random", "men")) {
      return records.toList();
    }
  }

  private static byte[] lines(int count) throws IOException {
    String text = new String(Samples.bytes("obd-random-men.csv"), UTF_8);
    return text.lines()
        .limit(count)
        .collect(java.util.stream.Collectors.joining("\n", "", "\n"))
        .getBytes(UTF_8);
  }
}
