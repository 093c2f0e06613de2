package io.flyball.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {
  private static final int BODY = 20;
  private static final int BATCH = 12 + BODY;

  @TempDir Path logs;

  /** Two segments: batches of the offsets 0, 5, 10 and 15, 20. */
  private Path partition(String name) throws IOException {
    Path partition = Files.createDirectories(logs.resolve(name));
    Files.write(partition.resolve("00000000000000000000.log"), batches(0, 5, 10));
    Files.write(partition.resolve("00000000000000000015.log"), batches(15, 20));
    for (String index : List.of("00000000000000000000.index", "00000000000000000015.snapshot")) {
      Files.write(partition.resolve(index), new byte[4]);
    }
    Files.writeString(partition.resolve("leader-epoch-checkpoint"), "0\n0\n");
    return partition;
  }

  private static byte[] batches(long... offsets) {
    ByteBuffer bytes = ByteBuffer.allocate(offsets.length * BATCH);
    for (long offset : offsets) {
      bytes.putLong(offset).putInt(BODY).put(new byte[BODY]);
    }
    return bytes.array();
  }

  private void flushedTo(String... lines) throws IOException {
    Files.writeString(
        logs.resolve("recovery-point-offset-checkpoint"),
        "0\n" + lines.length + "\n" + String.join("\n", lines) + "\n");
  }

  private static List<String> files(Path partition) throws IOException {
    try (Stream<Path> files = Files.list(partition)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @BeforeEach
  void metadata() throws IOException {
    partition("__cluster_metadata-0");
  }

  @Test
  void aBrokerThatNeverFlushedLosesAllButItsMetadata() throws IOException {
    Path partition = partition("alerts-0");

    assertThat(PageCache.lose(logs)).isEqualTo(5 * BATCH);

    assertThat(files(partition))
        .containsExactly("00000000000000000000.log", "leader-epoch-checkpoint");
    assertThat(partition.resolve("00000000000000000000.log")).isEmptyFile();
    assertThat(files(logs.resolve("__cluster_metadata-0"))).hasSize(5);
  }

  @Test
  void whatIsFlushedStays() throws IOException {
    Path first = partition("alerts-0");
    Path second = partition("alerts-1");
    flushedTo("alerts 0 10", "alerts 1 20");

    assertThat(PageCache.lose(logs)).isEqualTo((3 + 1) * BATCH);

    assertThat(first.resolve("00000000000000000000.log")).hasBinaryContent(batches(0, 5));
    assertThat(first.resolve("00000000000000000015.log")).doesNotExist();
    assertThat(second.resolve("00000000000000000000.log")).hasBinaryContent(batches(0, 5, 10));
    assertThat(second.resolve("00000000000000000015.log")).hasBinaryContent(batches(15));
  }

  @Test
  void aTornBatchIsBeyondTheEnd() throws IOException {
    Path partition = Files.createDirectories(logs.resolve("alerts-0"));
    byte[] torn = new byte[BATCH + 5];
    System.arraycopy(batches(0), 0, torn, 0, BATCH);
    Files.write(partition.resolve("00000000000000000000.log"), torn);
    flushedTo("alerts 0 10");

    assertThat(PageCache.lose(logs)).isEqualTo(5);

    assertThat(partition.resolve("00000000000000000000.log")).hasBinaryContent(batches(0));
  }
}
