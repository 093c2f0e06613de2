package io.flyball.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirTest {
  @TempDir Path parent;

  @Test
  void aFileInTheWayIsOneSentence() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> DataDir.open(file.resolve("data")))
        .withMessageContaining(file.toString())
        .withMessageContaining("--data");
  }

  @Test
  void temporaryFolderGoesAwayWithWhatIsInIt() throws IOException {
    DataDir data = DataDir.temporary();
    Files.writeString(Files.createDirectories(data.path().resolve("a/b")).resolve("c"), "x");

    data.close();
    data.close();

    assertThat(data.path()).doesNotExist();
  }

  @Test
  void secondOwnerIsTurnedAwayUntilTheFirstIsGone() {
    Path path = parent.resolve("data");
    try (DataDir first = DataDir.open(path)) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> DataDir.open(path))
          .withMessageContaining("in use by process " + ProcessHandle.current().pid());
      assertThat(first.isTemporary()).isFalse();
    }
    try (DataDir next = DataDir.open(path)) {
      assertThat(next.path()).isDirectory();
    }
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void theLockFileOfAKilledProcessIsNoObstacle() throws IOException {
    Path path = Files.createDirectories(parent.resolve("data"));
    Files.writeString(path.resolve(".lock"), "999999999");

    try (DataDir data = DataDir.open(path)) {
      assertThat(data.path()).isEqualTo(path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"my o'brien", "say \"hi\"", "50% of #1?", "día 語", "x y=z & $HOME;"})
  void folderOfAnyNameIsFlinksFolderToo(String name) {
    Path path = parent.resolve(name);
    try (DataDir data = DataDir.open(path)) {
      var flink = new org.apache.flink.core.fs.Path(DataDir.flinkPath(data.path()));
      assertThat(Path.of(flink.toUri().getPath())).isEqualTo(path);
    }
  }

  @Test
  void longPathAndLinkToAFolderAreTaken() throws IOException {
    Path deep = parent;
    for (int i = 0; i < 10; i++) {
      deep = deep.resolve("d".repeat(200));
    }
    DataDir.open(deep).close();
    Path link = Files.createSymbolicLink(parent.resolve("link"), Files.createDirectories(deep));
    DataDir.open(link).close();
    assertThat(deep).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a|b", "a:b", "a\\b", "a\nb"})
  void nameThatKafkaOrFlinkWouldTakeForAListIsRefused(String name) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> DataDir.open(parent.resolve(name)))
        .withMessageContaining("--data");
    assertThat(parent).isEmptyDirectory();
  }
}
