package io.flyball.connectors.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Writes each element as one line of UTF-8 to standard output, or to any stream, and flushes it at
 * once. Several sinks and subtasks may share the stream: lines never mix. A stream that fails, as a
 * pipe does whose reader went away, fails the job. After a restart lines are written again.
 */
public final class LinesSink implements Sink<String> {
  private static final long serialVersionUID = 1;

  private final SerializableSupplier<OutputStream> output;

  /**
   * @param output asked once in each subtask; never closed
   */
  public LinesSink(SerializableSupplier<OutputStream> output) {
    this.output = output;
  }

  /** Lines to this process's standard output. */
  public static LinesSink ofStandardOutput() {
    return new LinesSink(() -> System.out);
  }

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) {
    return new Writer(output.get());
  }

  private record Writer(OutputStream out) implements SinkWriter<String> {
    @Override
    public void write(String line, Context context) throws IOException {
      byte[] bytes = (line + '\n').getBytes(UTF_8);
      synchronized (out) {
        out.write(bytes);
        out.flush();
      }
      requireWritten();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      out.flush();
      requireWritten();
    }

    private void requireWritten() throws IOException {
      // a PrintStream, which standard output is, keeps its failures to itself
      if (out instanceof PrintStream stream && stream.checkError()) {
        throw new IOException("standard output is closed");
      }
    }

    @Override
    public void close() {}
  }
}
