package io.flyball.connectors.stdio;

import java.io.InputStream;
import java.util.function.Function;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Reads lines from standard input, or from any stream, and emits each as soon as its end is read;
 * at the end of the input the source finishes. One subtask reads, whatever the parallelism. A
 * stream of bytes cannot be read again: after a failure the lines taken since the last checkpoint
 * are lost, so a job on this source should not be restarted.
 *
 * @param <T> what a line becomes
 */
public final class LinesSource<T> implements Source<T, LinesSplit, Boolean> {
  private static final long serialVersionUID = 1;

  private final SerializableSupplier<InputStream> input;
  private final int limit;
  private final SerializableFunction<InputLine, T> mapping;

  /**
   * @param input opened once, on the machine of the reading subtask; closed at its end
   * @param limit longest line in bytes; a longer one arrives truncated and marked so
   * @param mapping runs in the task, one call at a time
   */
  public LinesSource(
      SerializableSupplier<InputStream> input,
      int limit,
      SerializableFunction<InputLine, T> mapping) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is at least 1 byte, not " + limit);
    }
    this.input = input;
    this.limit = limit;
    this.mapping = mapping;
  }

  /** Lines of this process's standard input. */
  public static <T> LinesSource<T> ofStandardInput(
      int limit, SerializableFunction<InputLine, T> mapping) {
    return new LinesSource<>(() -> System.in, limit, mapping);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<T, LinesSplit> createReader(SourceReaderContext context) {
    Function<InputLine, T> function = mapping;
    return new LinesSourceReader<>(input, limit, function);
  }

  @Override
  public SplitEnumerator<LinesSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<LinesSplit> context) {
    return new LinesEnumerator(context, false);
  }

  @Override
  public SplitEnumerator<LinesSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<LinesSplit> context, Boolean assigned) {
    return new LinesEnumerator(context, assigned);
  }

  @Override
  public SimpleVersionedSerializer<LinesSplit> getSplitSerializer() {
    return LinesSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return LinesEnumerator.SERIALIZER;
  }
}
