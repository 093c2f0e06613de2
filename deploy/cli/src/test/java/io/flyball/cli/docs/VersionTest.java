package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever names the version of Flyball names that of the build. */
class VersionTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern OF_THE_BUILD =
      Pattern.compile("<artifactId>flyball</artifactId>\\s*<version>([^<]+)</version>");

  @ParameterizedTest
  @CsvSource({
    "CHANGELOG.md, '## \\[([0-9][^]]*)]'",
    "docs/how-to/decide-in-your-process.md, '<artifactId>flyball-client</artifactId>\\s*<version>([^<]+)<'",
    "docs/reference/asyncapi.yaml, '\\n  version: (\\S+)'",
    "deploy/release/pom.xml, '<artifactId>flyball</artifactId>\\s*<version>([^<]+)<'",
    "deploy/kubernetes/base/gateway.yaml, 'image: flyball:(\\S+)'",
    "deploy/kubernetes/base/bandit.yaml, 'image: flyball-jobs:(\\S+)'",
    "deploy/kubernetes/overlays/production/kustomization.yaml, 'newTag: ([^}]+)}'",
    "deploy/kubernetes/overlays/production/kustomization.yaml, 'flyball-jobs:([^\"]+)\"'"
  })
  void aPlaceThatNamesTheVersionNamesThatOfTheBuild(String file, String pattern)
      throws IOException {
    assertThat(first(Pattern.compile(pattern), file)).isEqualTo(first(OF_THE_BUILD, "pom.xml"));
  }

  private static String first(Pattern pattern, String file) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(ROOT.resolve(file)));
    assertThat(matcher.find()).as(file).isTrue();
    return matcher.group(1);
  }
}
