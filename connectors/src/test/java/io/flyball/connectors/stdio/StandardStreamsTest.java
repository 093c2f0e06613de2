package io.flyball.connectors.stdio;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StandardStreamsTest {
  // The functions of a job are serialized, the streams of this test are not: they meet here.
  private static final AtomicReference<InputStream> IN = new AtomicReference<>();
  private static final AtomicReference<OutputStream> OUT = new AtomicReference<>();

  @Test
  void eachLineIsAnsweredBeforeTheNextOneIsWrittenAndTheEndFinishesTheJob() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    IN.set(new PipedInputStream(typed));
    PipedOutputStream printed = new PipedOutputStream();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(new PipedInputStream(printed), UTF_8));
    OUT.set(printed);
    JobClient job = start(2);
    for (int i = 0; i < 20; i++) {
      typed.write(("liñe " + i + "\n").getBytes(UTF_8));
      typed.flush();
      assertThat(answers.readLine()).isEqualTo(i + " liñe " + i);
    }
    typed.write("last without an end".getBytes(UTF_8));
    typed.close();
    assertThat(answers.readLine()).isEqualTo("20 last without an end");
    job.getJobExecutionResult().get();
  }

  @Test
  void aFirstLineShorterThanAnyByteOrderMarkIsAnsweredBeforeTheNextOneIsWritten() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    IN.set(new PipedInputStream(typed));
    PipedOutputStream printed = new PipedOutputStream();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(new PipedInputStream(printed), UTF_8));
    OUT.set(printed);
    JobClient job = start(1);
    for (int i = 0; i < 3; i++) {
      typed.write((i == 0 ? "\n" : "a\n").getBytes(UTF_8));
      typed.flush();
      assertThat(answers.readLine()).isEqualTo(i + (i == 0 ? " " : " a"));
    }
    typed.close();
    job.getJobExecutionResult().get();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLineAndUtf16IsRead() throws Exception {
    for (byte[] text :
        new byte[][] {
          "\uFEFFliñe\nb\n".getBytes(UTF_8),
          "\uFEFFliñe\nb\n".getBytes(UTF_16LE),
          "liñe\nb\n".getBytes(UTF_16BE)
        }) {
      IN.set(new ByteArrayInputStream(text));
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      OUT.set(printed);
      start(1).getJobExecutionResult().get();
      assertThat(printed.toString(UTF_8)).isEqualTo("0 liñe\n1 b\n");
    }
  }

  @Test
  void emptyInputFinishesTheJob() throws Exception {
    IN.set(InputStream.nullInputStream());
    OUT.set(OutputStream.nullOutputStream());
    start(1).getJobExecutionResult().get();
  }

  @Test
  void hugeLineArrivesTruncatedAndTheNextOneWhole() throws Exception {
    IN.set(new ByteArrayInputStream(("x".repeat(5_000_000) + "\nshort\n").getBytes(UTF_8)));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    OUT.set(printed);
    start(1).getJobExecutionResult().get();
    assertThat(printed.toString(UTF_8))
        .isEqualTo("0 " + "x".repeat(1000) + " truncated\n1 short\n");
  }

  @Test
  void inputThatBreaksFailsTheJob() throws Exception {
    IN.set(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cable cut");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        });
    OUT.set(OutputStream.nullOutputStream());
    JobClient job = start(1);
    assertThatThrownBy(() -> job.getJobExecutionResult().get())
        .hasStackTraceContaining("cable cut");
  }

  @Test
  void outputThatIsClosedFailsTheJob() throws Exception {
    IN.set(new ByteArrayInputStream("a\nb\n".getBytes(UTF_8)));
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    OUT.set(new PrintStream(closed, false, UTF_8));
    JobClient job = start(1);
    assertThatThrownBy(() -> job.getJobExecutionResult().get())
        .hasStackTraceContaining("standard output is closed");
  }

  private static JobClient start(int parallelism) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    env.setBufferTimeout(0);
    env.fromSource(
            new LinesSource<>(() -> IN.get(), 1000, StandardStreamsTest::describe),
            WatermarkStrategy.noWatermarks(),
            "lines",
            Types.STRING)
        .sinkTo(new LinesSink(() -> OUT.get()))
        .name("answers");
    return env.executeAsync();
  }

  private static String describe(InputLine line) {
    String text = new String(line.bytes(), UTF_8);
    return line.number() + " " + text + (line.truncated() ? " truncated" : "");
  }
}
