package io.flyball.connectors.file;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Puts test files where a test wants them, compressed as their name says. */
final class Samples {
  private Samples() {}

  static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = compress(file.toString(), Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private static OutputStream compress(String name, OutputStream out) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(out);
    }
    return name.endsWith(".zst") ? new ZstdOutputStream(out) : out;
  }
}
