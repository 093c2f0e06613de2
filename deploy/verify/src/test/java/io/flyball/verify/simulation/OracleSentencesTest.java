package io.flyball.verify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An oracle quotes the sentences that it follows, and a page says them to users. */
class OracleSentencesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..").normalize();
  private static final Pattern PAGE = Pattern.compile("It does what (docs/\\S+\\.md) says: (.*)");
  private static final Pattern SENTENCE = Pattern.compile("\"([^\"]+)\"");

  static List<Path> oracles() throws IOException {
    Path folder =
        ROOT.resolve("deploy/verify/src/main/java")
            .resolve(OracleSentencesTest.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("Naive"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("oracles")
  void whatAnOracleQuotesStandsInThePage(Path oracle) throws IOException {
    String source = Files.readString(oracle);
    String comment =
        source
            .substring(source.indexOf("/**"), source.indexOf("*/"))
            .replaceAll("\\s*\\*\\s*", " ");
    MatchResult quoted = PAGE.matcher(comment).results().findFirst().orElseThrow();
    String page = plain(Files.readString(ROOT.resolve(quoted.group(1))));
    List<String> sentences =
        SENTENCE.matcher(quoted.group(2)).results().map(one -> one.group(1)).toList();
    assertThat(sentences).isNotEmpty();
    assertThat(sentences).allSatisfy(one -> assertThat(page).contains(plain(one)));
  }

  private static String plain(String text) {
    return text.replace("`", "").replaceAll("\\s+", " ");
  }
}
