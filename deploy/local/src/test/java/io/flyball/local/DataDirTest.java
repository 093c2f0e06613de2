package io.flyball.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
