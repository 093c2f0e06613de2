package io.flyball.connectors.codec.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {
  private static final DeadLetterHeaders LETTER =
      DeadLetterHeaders.of(
          Refusal.of(Reason.BAD_TYPE, "time", "not 'gëstern'"),
          "feedback.signals",
          3,
          1L << 40,
          "feedback");

  @Test
  void recordWithoutOurHeadersIsNoDeadLetter() {
    assertThat(DeadLetterHeaders.from(List.of())).isEmpty();
    assertThat(DeadLetterHeaders.from(List.of(new RecordHeader("ce_id", new byte[0])))).isEmpty();
  }

  @Test
  void headersSurviveTheTripBetweenOthers() {
    List<Header> headers = new ArrayList<>(LETTER.toHeaders());
    headers.add(0, new RecordHeader("ce_id", new byte[] {-1}));
    assertThat(DeadLetterHeaders.from(headers)).contains(LETTER);
    assertThat(headers)
        .extracting(Header::key)
        .contains("__flyball.errors.reason", "__flyball.errors.job");
  }

  @Test
  void missingOrBrokenPartIsNamed() {
    List<Header> headers = new ArrayList<>(LETTER.toHeaders());
    headers.removeIf(header -> header.key().equals(DeadLetterHeaders.OFFSET));
    assertThatThrownBy(() -> DeadLetterHeaders.from(headers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(DeadLetterHeaders.OFFSET);
    headers.add(new RecordHeader(DeadLetterHeaders.OFFSET, "last".getBytes(UTF_8)));
    assertThatThrownBy(() -> DeadLetterHeaders.from(headers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'last'");
  }
}
