package io.flyball.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OversizedRecordTest {

  private static DeadLetter letter(byte[] key, byte[] value, Map<String, byte[]> headers) {
    return new DeadLetter("bandit", Reason.BAD_TYPE, "", "m", "t", 0, 1, 2, key, value, headers);
  }

  @Test
  void usualDeadLetterIsKeptAsItIs() {
    DeadLetter usual = letter(null, new byte[4 << 20], Map.of());
    assertThat(OversizedRecord.cut(usual)).isSameAs(usual);
    DeadLetter tombstone = letter(null, null, Map.of());
    assertThat(OversizedRecord.cut(tombstone)).isSameAs(tombstone);
  }

  @Test
  void valueThatNoBatchHoldsIsLeftOutAndItsKeyAndHeadersAreKept() {
    DeadLetter cut =
        OversizedRecord.cut(letter(new byte[3], new byte[16 << 20], Map.of("h", new byte[5])));
    assertThat(cut.value()).isNull();
    assertThat(cut.key()).hasSize(3);
    assertThat(cut.headers()).containsOnlyKeys("h");
    assertThat(cut.message()).isEqualTo("m (its value of 16777216 bytes is not kept)");
    assertFits(cut);
  }

  @Test
  void headersThatNoBatchHoldsAreLeftOutToo() {
    assertFits(
        OversizedRecord.cut(letter(new byte[3], new byte[3], Map.of("h", new byte[17 << 20]))));
  }

  @Test
  void recordOfAJobThatIsTooLongNamesItsTopicAndKey() {
    int longest = OversizedRecord.longest("bandit.decisions");
    DeadLetter made = OversizedRecord.of("bandit", "bandit.decisions", "shop", 5_000_000, longest);
    assertThat(made.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(made.topic()).isEqualTo("bandit.decisions");
    assertThat(made.key()).asString().isEqualTo("shop");
    assertThat(made.message()).contains("5000000 bytes", Integer.toString(longest));
    assertFits(made);
  }

  @Test
  void topicsTakeWhatTheCatalogueSays() {
    assertThat(OversizedRecord.longest("bandit.snapshots")).isBetween(15 << 20, (16 << 20) - 1);
    assertThat(OversizedRecord.longest("a-topic-of-yours")).isBetween(3 << 20, (4 << 20) - 1);
  }

  private static void assertFits(DeadLetter letter) {
    byte[] encoded =
        RecordCodec.of(io.flyball.schemas.DeadLetter.class).encode(RecordMapping.toAvro(letter));
    assertThat(encoded.length).isLessThan(OversizedRecord.longest(OversizedRecord.DEAD_LETTERS));
  }
}
