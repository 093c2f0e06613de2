package io.flyball.jobs.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsRefusalTest {

  @TempDir private Path folder;

  private String refusal(Path file, Map<String, String> env, String... sets) {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> Settings.load(Sample.class, Optional.ofNullable(file), env, List.of(sets)));
    assertThat(refused).isNotNull();
    assertThat(refused.faults()).hasSameSizeAs(refused.getMessage().lines().toList());
    return refused.getMessage();
  }

  /** The refusal of a file, whose name is shortened. */
  private String refusalOf(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), yaml);
    return refusal(file, Map.of()).replace(file.toString(), "f.yaml");
  }

  private String refusalOfPairs(String... sets) {
    return refusal(null, Map.of(), sets);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "feedback.enabled=yes | true or false",
        "feedback.limit=1.5   | a whole number, at least 1",
        "feedback.limit=0     | a whole number, at least 1",
        "feedback.limit=2147483648 | a whole number, at least 1",
        "feedback.seed=9223372036854775808 | a whole number",
        "feedback.seed=       | a whole number",
        "feedback.share=NaN   | a finite number, at least 0, at most 1",
        "feedback.share=Infinity | a finite number, at least 0, at most 1",
        "feedback.share=1e999 | a finite number, at least 0, at most 1",
        "feedback.share=0x1p3 | a finite number, at least 0, at most 1",
        "feedback.share=0.1d  | a finite number, at least 0, at most 1",
        "feedback.share=-0.1  | a finite number, at least 0, at most 1",
        "feedback.share=1.1   | a finite number, at least 0, at most 1",
        "feedback.fallback=CLIK | one of CLICK, HINDSIGHT_RATING, VIEW",
        "feedback.burst.count=1 | a whole number, at least 2",
        "broker.folder=       | a file or folder",
      })
  void aValueOfTheWrongTypeOrOutOfRangeIsRefused(String pair, String allowed) {
    String value = pair.strip().substring(pair.indexOf('=') + 1);
    String key = pair.substring(0, pair.indexOf('='));
    assertThat(refusalOfPairs(pair.strip()))
        .isEqualTo("%s = \"%s\" (--set): must be %s", key, value, allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "5",
    "5 parsecs",
    "-1 s",
    "PT",
    "soon",
    "99 ms",
    "999999999999999999 d",
    "36501 d",
    "PT0.0001S"
  })
  void whatIsNoUsableDurationIsRefused(String value) {
    assertThat(refusalOfPairs("feedback.burst.within=" + value))
        .isEqualTo(
            "feedback.burst.within = \"%s\" (--set): must be a duration such as 500 ms, 30 s,"
                + " 5 min, 2 h, 14 d or PT5M, at least 100 ms, at most 36500 d",
            value);
  }

  @Test
  void aMapNamesItsEntriesAndTheirBounds() {
    assertThat(refusalOfPairs("feedback.windows.CLIK=1 s"))
        .isEqualTo(
            "feedback.windows.CLIK (--set): the name must be one of CLICK, HINDSIGHT_RATING, VIEW");
    assertThat(refusalOfPairs("feedback.windows.CLICK=366 d"))
        .startsWith("feedback.windows.CLICK = \"366 d\" (--set): must be a duration")
        .endsWith("at least 0 s, at most 365 d");
    assertThat(refusalOfPairs("feedback.windows=1 s"))
        .isEqualTo("feedback.windows (--set): must be written name=value, name=value");
  }

  @Test
  void anUnknownKeyIsRefusedAndTheNearestIsNamed() throws IOException {
    assertThat(refusalOfPairs("feedback.out-of-order=1 s"))
        .isEqualTo(
            "feedback.out-of-order = \"1 s\" (--set): is no known key; did you mean"
                + " feedback.out-of-orderness?");
    assertThat(refusalOf("feedback:\n  outOfOrderness: 1 s\n"))
        .isEqualTo(
            "feedback.outOfOrderness = \"1 s\" (f.yaml:2): is no known key; did you mean"
                + " feedback.out-of-orderness?");
    assertThat(refusal(null, Map.of("FLYBALL_FEEDBACK_SEDE", "1")))
        .isEqualTo(
            "FLYBALL_FEEDBACK_SEDE = \"1\" (environment): is no known key; did you mean"
                + " FLYBALL_FEEDBACK_SEED?");
    assertThat(refusalOfPairs("zzzzzzzzzzzzzzzzzzzz=1"))
        .isEqualTo(
            "zzzzzzzzzzzzzzzzzzzz = \"1\" (--set): is no known key; ./flyball config show lists"
                + " the keys");
  }

  @Test
  void theValueOfAMistypedSecretIsNotShown() {
    assertThat(refusalOfPairs("feedback.pasword.sasl-password=hunter2"))
        .contains("is no known key")
        .doesNotContain("hunter2");
  }

  @Test
  void aPairWithoutAKeyOrAnEqualsSignIsRefused() {
    assertThat(refusalOfPairs("feedback.seed"))
        .isEqualTo("--set feedback.seed: must be written key=value");
    assertThat(refusalOfPairs("=1")).isEqualTo("--set =1: must be written key=value");
  }

  @Test
  void everyFaultIsNamedWithItsLine() throws IOException {
    assertThat(refusalOf("name: [a]\nfeedback:\n  limit: x\n  seed: ~\nbroker: 5\n"))
        .isEqualTo(
            """
            broker (f.yaml:5): is a section and must be a mapping of its keys
            name = [a] (f.yaml:1): must be any text
            feedback.limit = "x" (f.yaml:3): must be a whole number, at least 1
            feedback.seed = null (f.yaml:4): must be a whole number\
            """
                .stripIndent());
  }

  @Test
  void aKeyGivenTwiceIsRefused() throws IOException {
    assertThat(refusalOf("name: a\nname: b\n"))
        .isEqualTo("name (f.yaml:2): is given twice, first at f.yaml:1");
    assertThat(refusalOf("feedback: {seed: 1}\nfeedback: {limit: 1}\n"))
        .isEqualTo("feedback (f.yaml:2): is given twice, first at f.yaml:1");
    assertThat(refusalOf("feedback:\n  windows:\n    CLICK: 1 s\n    click: 2 s\n"))
        .isEqualTo("feedback.windows.click (f.yaml:4): is given twice");
  }

  @Test
  void aYamlFaultNamesLineAndColumn() throws IOException {
    assertThat(refusalOf("name: a\nfeedback: [1, 2\nbroker: x\n"))
        .isEqualTo("f.yaml:3: line 3, column 7: expected ',' or ']', but got :");
    assertThat(refusalOf("\tname: a\n")).startsWith("f.yaml:1: line 1, column 1: ");
    assertThat(refusalOf("- a\n- b\n")).isEqualTo("f.yaml:1: must be a mapping of sections");
    assertThat(refusalOf("name: a\n---\nname: b\n")).contains("must hold one YAML document");
    assertThat(refusalOf("name: &a x\nbroker: {folder: *a}\n"))
        .isEqualTo("broker.folder (f.yaml:2): aliases are not supported");
    assertThat(refusalOf("feedback: {skipped: [[a]]}"))
        .isEqualTo("feedback.skipped (f.yaml:1): every element of a list must be one value");
  }

  @Test
  void aFileThatIsMissingOrNoTextIsRefused() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThat(refusal(missing, Map.of())).isEqualTo(missing + ": there is no such file");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(refusal(binary, Map.of())).isEqualTo(binary + ": is not UTF-8 text");
    assertThat(refusal(folder, Map.of())).startsWith(folder + ": cannot be read");
  }

  @Test
  void aSectionsOwnRefusalNamesTheFullKeyAndItsSource() throws IOException {
    assertThat(refusalOfPairs("feedback.skipped=VIEW"))
        .isEqualTo("feedback.fallback = VIEW (default): must be none of skipped");
    assertThat(refusalOfPairs("feedback.windows.VIEW=0 s"))
        .isEqualTo("feedback.windows.VIEW = 0 s (--set): must be more than 0 s");
    assertThat(refusalOf("feedback: {limit: 13}")).isEqualTo("feedback: thirteen is refused");
  }

  @Test
  void aRefusedSecretIsNotShown() {
    byte[] secret = "hunter2".getBytes(StandardCharsets.UTF_8);
    assertThat(refusalOfPairs("broker.password=" + new String(secret, StandardCharsets.UTF_8)))
        .isEqualTo("broker.password = (secret) (--set): must be harder to guess");
  }

  @Test
  void aSecretThatIsNotWhereItIsSaidToBeIsRefusedByTheNameOfThePlace() {
    assertThat(refusalOfPairs("broker.password=${NO_SUCH_WORD}"))
        .isEqualTo("broker.password (--set): the environment variable NO_SUCH_WORD is not set");
    Path missing = folder.resolve("missing");
    assertThat(refusalOfPairs("broker.password=file:" + missing))
        .isEqualTo("broker.password (--set): the file " + missing + " cannot be read");
  }
}
