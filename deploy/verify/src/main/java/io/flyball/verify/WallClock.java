package io.flyball.verify;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The wall clock of a child JVM, which its parent can step. A file holds how far it is off, and
 * {@link WallClockAgent} in the child adds that to each reading.
 */
record WallClock(Path file) {
  private static final String NAME = "clock-";

  /** A clock that is right, for the process of a number; one that was there before is set right. */
  static WallClock create(Path folder, int number) {
    WallClock clock = new WallClock(folder.resolve(NAME + number));
    clock.step(Duration.ZERO);
    return clock;
  }

  /** Sets the clock so far ahead of the machine's, or behind it. */
  void step(Duration ahead) {
    // In place: the child has the file mapped.
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(Long.BYTES).putLong(ahead.toMillis()).flip());
    } catch (IOException e) {
      throw new UserError("cannot set the clock in " + file + ": " + e.getMessage(), e);
    }
  }

  /** What a JVM is started with to live by this clock. */
  List<String> jvm() {
    Path agent = file.resolveSibling("clock-agent.jar");
    try {
      if (Files.notExists(agent)) {
        writeJar(agent);
      }
    } catch (IOException e) {
      throw new UserError("cannot write " + agent + ": " + e.getMessage(), e);
    }
    return List.of("-javaagent:" + agent + "=" + file);
  }

  /** A manifest is enough: the classes are on the class path of the child. */
  private static void writeJar(Path agent) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), WallClockAgent.class.getName());
    try (OutputStream out = Files.newOutputStream(agent);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
  }
}
