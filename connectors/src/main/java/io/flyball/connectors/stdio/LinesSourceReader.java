package io.flyball.connectors.stdio;

import io.flyball.connectors.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Takes lines from a thread of its own, because a read of standard input blocks and cannot be
 * interrupted; the thread is a daemon and may outlive the reader inside such a read.
 */
final class LinesSourceReader<T> implements SourceReader<T, LinesSplit> {
  private static final long QUEUED_BYTES = 16 << 20;

  private final Supplier<InputStream> input;
  private final int limit;
  private final Function<InputLine, T> mapping;
  private final LineQueue queue = new LineQueue(QUEUED_BYTES);
  private boolean assigned;
  private Thread thread;

  LinesSourceReader(Supplier<InputStream> input, int limit, Function<InputLine, T> mapping) {
    this.input = input;
    this.limit = limit;
    this.mapping = mapping;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws IOException {
    InputLine line = queue.poll();
    if (line != null) {
      output.collect(mapping.apply(line));
    }
    if (queue.isFinished()) {
      return InputStatus.END_OF_INPUT;
    }
    return queue.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return queue.available();
  }

  @Override
  public void addSplits(List<LinesSplit> splits) {
    assigned |= !splits.isEmpty();
  }

  /**
   * Begins to read, not before: a task that finished or failed while this last message of its
   * enumerator was still under way would fail the job for a lost message.
   */
  @Override
  public void notifyNoMoreSplits() {
    if (!assigned) {
      queue.end(null);
    } else if (thread == null) {
      thread = new Thread(this::readAll, "lines-source");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public List<LinesSplit> snapshotState(long checkpoint) {
    return assigned ? List.of(new LinesSplit()) : List.of();
  }

  private void readAll() {
    try (LineReader lines =
        new LineReader(TextFile.of("standard input", input.get()).utf8(), limit)) {
      for (InputLine line = lines.read(); line != null; line = lines.read()) {
        queue.put(line);
      }
      queue.end(null);
    } catch (IOException e) {
      queue.end(e);
    } catch (RuntimeException e) {
      queue.end(new IOException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
