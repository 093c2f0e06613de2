package io.flyball.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.runtime.SavepointFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointFaultTest {
  @TempDir Path folder;

  private final JobFaultTest feedback = new FeedbackFaultTest();

  private String sentence(Path savepoint, String job) {
    return SavepointFault.of(savepoint.toUri().toString(), job).orElse("");
  }

  private Path golden() {
    return Path.of(URI.create(Golden.unpack(feedback, folder)));
  }

  @Test
  void ownSavepointHasNoFault() {
    assertThat(sentence(golden(), feedback.name())).isEmpty();
  }

  @Test
  void whatIsNotThereOrWasNotWrittenToItsEndIsNoSavepoint() {
    assertThat(sentence(folder.resolve("nowhere"), "feedback"))
        .startsWith("there is no whole savepoint at ")
        .contains("nowhere", "_metadata");
    assertThat(sentence(folder, "feedback")).startsWith("there is no whole savepoint at ");
  }

  @Test
  void savepointThatIsCutShortCannotBeRead() throws IOException {
    Path metadata = golden().resolve("_metadata");
    byte[] whole = Files.readAllBytes(metadata);
    for (int length : new int[] {0, 3, 100, whole.length / 2}) {
      Files.write(metadata, Arrays.copyOf(whole, length));
      assertThat(sentence(metadata.getParent(), "feedback"))
          .as("%d bytes", length)
          .contains("cannot be read", "older one")
          .doesNotContain("\n");
    }
  }

  @Test
  void savepointOfAnotherJobIsCalledThat() {
    assertThat(sentence(golden(), "reward"))
        .contains("is of another job", "the state of feedback-", "nothing of the reward job");
  }
}
