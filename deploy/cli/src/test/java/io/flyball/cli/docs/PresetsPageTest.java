package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.file.LogKind;
import io.flyball.connectors.file.LogTable;
import io.flyball.tools.importing.Preset;
import io.flyball.tools.importing.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of presets lists each of them and every field. */
class PresetsPageTest {
  private static final MarkdownPage PAGE =
      MarkdownPage.read(MarkdownPage.root().resolve("docs/reference/presets.md"));

  @Test
  void everyPresetStandsOnThePageWithWhatItIs() {
    for (String name : Presets.names()) {
      Preset preset = Presets.find(name);
      assertThat(PAGE.lines())
          .as(name)
          .anyMatch(line -> line.startsWith("| `" + name + "` | " + preset.about() + " |"));
    }
  }

  @Test
  void everyFieldStandsOnThePage() {
    List<String> code = PAGE.code();
    for (LogKind kind : LogKind.values()) {
      assertThat(code).as(kind.label()).contains(kind.label()).containsAll(LogTable.fields(kind));
    }
  }
}
