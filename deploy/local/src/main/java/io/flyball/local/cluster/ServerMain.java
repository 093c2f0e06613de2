package io.flyball.local.cluster;

import io.flyball.local.DataDir;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One process of a local Flink cluster: {@code ServerMain FOLDER CLASS ARGUMENTS…} runs the main of
 * CLASS until stdin ends, which it does when the parent dies in any way.
 *
 * <p>FOLDER is deleted then, because nobody is left to do it; {@code -} deletes nothing.
 */
public final class ServerMain {
  static final String KEEP = "-";

  private ServerMain() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(() -> untilParentEnds(System.in, args[0]), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(args[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void untilParentEnds(InputStream parent, String folder) {
    try {
      while (parent.read() != -1) {
        // Nothing is ever said.
      }
    } catch (IOException e) {
      // A broken pipe says the same as one that ended.
      Runtime.getRuntime().halt(deleted(folder));
    }
    Runtime.getRuntime().halt(deleted(folder));
  }

  private static int deleted(String folder) {
    if (!folder.equals(KEEP)) {
      DataDir.deleteInUse(Path.of(folder));
    }
    return 0;
  }
}
