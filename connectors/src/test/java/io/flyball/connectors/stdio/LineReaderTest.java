package io.flyball.connectors.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void emptyInputHasNoLine() throws IOException {
    assertThat(lines("", 10)).isEmpty();
  }

  @Test
  void endsOfLinesAreCutOffAndTheLastMayLackOne() throws IOException {
    assertThat(lines("a\n\r\n\nb\r\nc\r", 10)).containsExactly("0 a", "1 ", "2 ", "3 b", "4 c\r");
  }

  @Test
  void lineAtTheLimitIsWholeAndBeyondItTruncated() throws IOException {
    assertThat(lines("12345\n12345\r\n123456\n123456\r\n12345", 5))
        .containsExactly("0 12345", "1 12345", "2 12345...", "3 12345...", "4 12345");
  }

  @Test
  void lineOfAGigabyteTakesNoMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 1L << 30;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count == 0 ? -1 : count;
          }
        };
    try (LineReader reader = new LineReader(endless, 1000)) {
      InputLine line = reader.read();
      assertThat(line.bytes()).hasSize(1000);
      assertThat(line.truncated()).isTrue();
      assertThat(reader.read()).isNull();
    }
  }

  private static List<String> lines(String text, int limit) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader =
        new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), limit)) {
      for (InputLine line = reader.read(); line != null; line = reader.read()) {
        lines.add(
            line.number()
                + " "
                + new String(line.bytes(), UTF_8)
                + (line.truncated() ? "..." : ""));
      }
    }
    return lines;
  }
}
