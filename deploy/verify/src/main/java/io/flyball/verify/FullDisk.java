package io.flyball.verify;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The store of the checkpoints refuses every new one for a while, as a full disk does, and can
 * still be read: a file stands where the folder of each next checkpoint is to be made.
 */
record FullDisk() implements Scenario {
  private static final int REFUSED = 5;
  private static final int IN_THE_WAY = 500;

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    Submission running = stage.submit();
    stage.feedTo(0.3);
    long failedBefore = running.checkpoints().failed();
    long newest = running.checkpoints().completed();
    List<Path> obstacles = block(stage.site().checkpoints(running.id()), newest);
    stage.feedTo(0.6);
    running.awaitFailedCheckpoints(failedBefore + REFUSED);
    unblock(obstacles);
    running.awaitCheckpointAfter(System.currentTimeMillis());
    story.happened(
        "the newest checkpoint is one after those refused",
        running.checkpoints().completed() > newest + REFUSED);
    stage.feedTo(1);
    story.checkpoint(running.checkpoints().completed());
    return running;
  }

  private static List<Path> block(Path folder, long newest) {
    List<Path> obstacles = new ArrayList<>();
    try {
      for (long number = newest + 1; number <= newest + IN_THE_WAY; number++) {
        Path checkpoint = folder.resolve("chk-" + number);
        if (Files.notExists(checkpoint)) {
          obstacles.add(Files.createFile(checkpoint));
        }
      }
    } catch (IOException e) {
      throw new UserError("cannot write in " + folder + ": " + e, e);
    }
    return obstacles;
  }

  private static void unblock(List<Path> obstacles) {
    try {
      for (Path obstacle : obstacles) {
        Files.deleteIfExists(obstacle);
      }
    } catch (IOException e) {
      throw new UserError("cannot delete: " + e, e);
    }
  }
}
