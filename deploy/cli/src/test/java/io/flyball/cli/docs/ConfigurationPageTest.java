package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  @Test
  void thePageIsCurrent() throws IOException {
    Path file = MarkdownPage.root().resolve(ConfigurationPage.PATH);
    String page = ConfigurationPage.read().markdown();
    if (Boolean.getBoolean("flyball.regenerate")) {
      Files.writeString(file, page);
    }
    assertThat(file)
        .as("%s is written by: %s", ConfigurationPage.PATH, ConfigurationPage.HOW)
        .hasContent(page);
  }

  @Test
  void everyKeyHasADefaultAMeaningAndWhatIsAllowed() {
    ConfigurationPage page = ConfigurationPage.read();
    assertThat(page.keys()).contains("kafka.bootstrap", "feedback.hold", "loop.governor.gain");
    assertThat(page.rows())
        .allSatisfy(row -> assertThat(row.meaning()).isNotBlank())
        .filteredOn(row -> row.fallback() != null)
        .allSatisfy(row -> assertThat(row.allowed()).isNotBlank());
  }
}
