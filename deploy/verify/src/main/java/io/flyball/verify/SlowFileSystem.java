package io.flyball.verify;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * The disk of this machine under {@code slow:}, which takes {@value #BYTES_PER_SECOND} bytes a
 * second from each writer, and a second for each flush to the platter, as long as a file exists
 * that {@value #WHILE} names.
 */
public final class SlowFileSystem extends LocalFileSystem {
  static final String SCHEME = "slow";

  /** System property: the file. */
  static final String WHILE = "flyball.verify.slow-disk";

  private static final long BYTES_PER_SECOND = 200_000;
  private static final long SECOND = 1_000_000_000L;
  private static final long LEAST = SECOND / 100;
  private static final URI ROOT = URI.create(SCHEME + ":///");

  /** Found by Flink in each process of the cluster. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI root) {
      return new SlowFileSystem();
    }
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public FSDataOutputStream create(Path file, WriteMode mode) throws IOException {
    return new SlowStream(super.create(file, mode));
  }

  private static final class SlowStream extends FSDataOutputStream {
    private final java.nio.file.Path marker =
        java.nio.file.Path.of(System.getProperty(WHILE, "/nowhere"));
    private final FSDataOutputStream disk;
    private long owed;

    SlowStream(FSDataOutputStream disk) {
      this.disk = disk;
    }

    private void pay(long nanos) {
      owed += nanos;
      if (owed >= LEAST) {
        if (Files.exists(marker)) {
          LockSupport.parkNanos(owed);
        }
        owed = 0;
      }
    }

    @Override
    public void write(int value) throws IOException {
      pay(SECOND / BYTES_PER_SECOND);
      disk.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      pay(length * SECOND / BYTES_PER_SECOND);
      disk.write(bytes, from, length);
    }

    @Override
    public long getPos() throws IOException {
      return disk.getPos();
    }

    @Override
    public void flush() throws IOException {
      disk.flush();
    }

    @Override
    public void sync() throws IOException {
      pay(SECOND);
      disk.sync();
    }

    @Override
    public void close() throws IOException {
      pay(SECOND);
      disk.close();
    }
  }
}
