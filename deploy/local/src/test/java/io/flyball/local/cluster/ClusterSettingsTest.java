package io.flyball.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"my o'brien", "say \"hi\": #1", "día 語 50%", "- {x}"})
  void flinkReadsBackWhatWasWrittenForAFolderOfAnyName(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Map<String, String> settings = ClusterSettings.common(home, 1, 2, 3);
    new YAMLMapper().writeValue(folder.resolve("config.yaml").toFile(), settings);

    Configuration read = GlobalConfiguration.loadConfiguration(folder.toString());

    assertThat(read.toMap()).containsAllEntriesOf(settings);
    String checkpoints = read.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    assertThat(new org.apache.flink.core.fs.Path(checkpoints).toUri().getPath())
        .isEqualTo(home.resolve("checkpoints").toString());
  }
}
