package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.NOON;
import static io.flyball.jobs.feedback.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributionOutput;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.HeldSignal;
import io.flyball.core.feedback.HindsightPair;
import io.flyball.core.feedback.ItemSource;
import io.flyball.core.feedback.OpenExposure;
import io.flyball.core.feedback.SignalKind;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PackedUserCodecTest {
  private static final Exposure SHOWN =
      Fixtures.shown("urn:shop x1", 0, "ada", "Grüße", "d1").exposure();
  private static final FeedbackSignal CLICK =
      Fixtures.onExposure("s1", SECOND, "ada", SignalKind.CLICK, "x1").signal();
  private static final FeedbackSignal RETURNED =
      Fixtures.onExposure("s2", 2 * SECOND, "ada", SignalKind.RETURN, "x1").signal();
  private static final OpenExposure ANSWERED =
      new OpenExposure(
          SHOWN,
          NOON + 7,
          true,
          List.of(CLICK),
          new HindsightPair(CLICK, RETURNED, 2),
          new HindsightPair(null, RETURNED, 0));

  private final PackedUserCodec codec = new PackedUserCodec();

  @Test
  void whatIsWrittenIsReadAsItWas() throws IOException {
    PackedUser read = read(write(user()));
    PackedFeedback feedback = of(read);
    assertThat(feedback.exposure("urn:shop x1")).isEqualTo(ANSWERED);
    assertThat(feedback.exposure("x1")).isNull();
    assertThat(feedback.refs("i/Grüße")).hasSize(1);
    assertThat(feedback.refs("d/d1")).hasSize(1);
    assertThat(feedback.refs("x/x1")).hasSize(1);
    assertThat(feedback.refs("d/other")).isEmpty();
    assertThat(feedback.held("x/x1")).containsExactly(new HeldSignal(CLICK, true));
    assertThat(feedback.due(NOON + 5)).containsExactly("x/x1");
    assertThat(feedback.due(NOON + 7)).containsExactly("e/urn:shop x1");
    assertThat(read.wake).isEqualTo(NOON + 5);
    assertThat(read.elsewhere).isFalse();
  }

  @Test
  void aCopyIsNotTouchedByWhatBecomesOfTheFirst() throws IOException {
    PackedUser first = user();
    byte[] before = write(first);
    PackedUser copy = codec.copy(first);
    PackedFeedback feedback = of(first);
    feedback.close(ANSWERED);
    feedback.holdOnly("x/x1", List.of());
    feedback.due(NOON + 5);
    assertThat(first.isEmpty()).isTrue();
    assertThat(write(copy)).isEqualTo(before);
  }

  @Test
  void aFormThatIsNotKnownIsNotGuessedAt() throws IOException {
    byte[] bytes = write(user());
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class).hasMessageContaining("9");
  }

  /** State knows them by their place: new ones come last. */
  @Test
  void constantsKeepTheirPlaces() {
    assertThat(SignalKind.values())
        .startsWith(
            SignalKind.OTHER,
            SignalKind.CLICK,
            SignalKind.VIEW,
            SignalKind.DWELL,
            SignalKind.LIKE,
            SignalKind.LOVE,
            SignalKind.DISLIKE,
            SignalKind.SKIP,
            SignalKind.SHARE,
            SignalKind.RATING,
            SignalKind.CORRECTION,
            SignalKind.REPORT,
            SignalKind.CONVERSION,
            SignalKind.RETURN,
            SignalKind.HINDSIGHT_RATING,
            SignalKind.VERDICT,
            SignalKind.CART);
    assertThat(List.of(ItemSource.values()).toString()).startsWith("[UNKNOWN, HUMAN, AI");
    assertThat(List.of(FeedbackActor.values()).toString()).startsWith("[USER, SHADOW");
    assertThat(List.of(FeedbackStage.values()).toString())
        .startsWith("[NONE, DECOMPOSITION, RETRIEVAL, GENERATION");
  }

  private static PackedUser user() {
    PackedUser user = new PackedUser();
    PackedFeedback feedback = of(user);
    feedback.open(new Unheard(), ANSWERED);
    feedback.hold("x/x1", new HeldSignal(CLICK, true));
    feedback.schedule(new Unheard(), NOON + 5, "x/x1");
    return user;
  }

  private static PackedFeedback of(PackedUser user) {
    PackedFeedback feedback = new PackedFeedback();
    feedback.turnTo("ada", user, null);
    return feedback;
  }

  private byte[] write(PackedUser user) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    codec.write(user, out);
    return out.getCopyOfBuffer();
  }

  private PackedUser read(byte[] bytes) throws IOException {
    return codec.read(new DataInputDeserializer(bytes));
  }

  private static final class Unheard implements AttributionOutput {
    @Override
    public void emit(AttributedFeedback row) {
      throw new AssertionError("nothing is final");
    }

    @Override
    public void wakeAt(long time) {
      // The state itself remembers it.
    }

    @Override
    public void count(FeedbackCount count, long delta) {
      throw new AssertionError("nothing is counted");
    }
  }
}
