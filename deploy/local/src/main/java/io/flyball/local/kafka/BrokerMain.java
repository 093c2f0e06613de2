package io.flyball.local.kafka;

import io.flyball.local.DataDir;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The broker's own process: {@code BrokerMain server.properties [FOLDER]}.
 *
 * <p>It serves until its stdin ends or SIGTERM comes, then stops in good order. A parent that asks
 * for the end sends a byte first; a parent that died did not, and then FOLDER, if given, is deleted
 * in its place.
 */
public final class BrokerMain {
  /** 22 characters of base64url, as Kafka wants them: every local broker is the same cluster. */
  private static final String CLUSTER_ID = "Flyball-local-broker-A";

  /** A stop that hangs must not keep an orphan alive. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    Path orphaned = args.length > 1 ? Path.of(args[1]) : null;
    Thread watch = new Thread(() -> untilParentEnds(System.in, orphaned), "parent-watch");
    watch.setDaemon(true);
    watch.start();

    // A broker whose parent was killed may still be writing here: wait until it has gone.
    try (FileChannel folder =
            FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock mine = folder.lock()) {
      assert mine.isValid();
      format(args[0]);
      Kafka.main(new String[] {args[0]});
    }
  }

  private static void format(String properties) {
    String[] format = {"format", "-t", CLUSTER_ID, "-c", properties, "--ignore-formatted"};
    if (StorageTool.execute(format, System.err) != 0) {
      throw new IllegalStateException("the storage could not be formatted");
    }
  }

  private static void untilParentEnds(InputStream parent, Path orphaned) {
    int asked;
    try {
      asked = parent.read();
    } catch (IOException e) {
      asked = -1;
    }
    if (asked == -1 && orphaned != null) {
      // Nobody will read the data again: an orderly stop would only write what is deleted here.
      DataDir.deleteInUse(orphaned);
      Runtime.getRuntime().halt(0);
    }
    Thread exit = new Thread(() -> System.exit(0), "broker-exit");
    exit.start();
    try {
      exit.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
