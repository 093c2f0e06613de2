package io.flyball.verify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An oracle quotes the sentences that it follows, and a page says them to users. */
class OracleSentencesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..").normalize();
  private static final Pattern PAGE =
      Pattern.compile(
          "It does what (docs/\\S+\\.md) says: (.*?)(?=It does what|\\*/)", Pattern.DOTALL);
  private static final Pattern SENTENCE = Pattern.compile("\"([^\"]+)\"");

  /** Those that work the answer out, and those that compare with an undisturbed run. */
  static List<Path> oracles() throws IOException {
    Path folder =
        ROOT.resolve("deploy/verify/src/main/java")
            .resolve(OracleSentencesTest.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(OracleSentencesTest::isOracle).sorted().toList();
    }
  }

  private static boolean isOracle(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("Naive")
        || List.of("KeyedCore.java", "DetectorCore.java").contains(name);
  }

  @Test
  void everyCoreHasAnOracleThatQuotes() {
    assertThat(Simulations.all())
        .allSatisfy(
            core ->
                assertThat(
                        ROOT.resolve(
                            "deploy/verify/src/main/java/"
                                + core.getClass().getName().replace('.', '/')
                                + ".java"))
                    .content()
                    .containsPattern("Naive[A-Z]|It does what docs/"));
  }

  @ParameterizedTest
  @MethodSource("oracles")
  void whatAnOracleQuotesStandsInThePage(Path oracle) throws IOException {
    String source = Files.readString(oracle).replaceAll("\\n\\s*\\*(?!/)\\s*", " ");
    List<MatchResult> quoted = PAGE.matcher(source).results().toList();
    assertThat(quoted).isNotEmpty();
    for (MatchResult one : quoted) {
      String page = plain(Files.readString(ROOT.resolve(one.group(1))));
      List<String> sentences =
          SENTENCE.matcher(one.group(2)).results().map(text -> text.group(1)).toList();
      assertThat(sentences).isNotEmpty();
      assertThat(sentences).allSatisfy(sentence -> assertThat(page).contains(plain(sentence)));
    }
  }

  private static String plain(String text) {
    return text.replace("`", "").replaceAll("\\s+", " ");
  }
}
