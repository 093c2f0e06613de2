package io.flyball.core.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackValidationTest {

  @Test
  void wholeRecordsPass() {
    assertThat(FeedbackValidation.check(Fixtures.exposure("e", 0, "film"))).isEmpty();
    assertThat(FeedbackValidation.check(Fixtures.onItem("s", 0, SignalKind.LIKE, "film")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, ada, film, 1, 0.5, MISSING_FIELD:id",
    "e, 0, ada, film, 1, 0.5, MISSING_FIELD:time",
    "e, -1, ada, film, 1, 0.5, OUT_OF_RANGE:time",
    "e, 253402300800000, ada, film, 1, 0.5, OUT_OF_RANGE:time",
    "e, 1, '', film, 1, 0.5, MISSING_FIELD:user",
    "e, 1, ada, '', 1, 0.5, MISSING_FIELD:item",
    "e, 1, ada, film, -1, 0.5, OUT_OF_RANGE:position",
    "e, 1, ada, film, 1, 0, OUT_OF_RANGE:propensity",
    "e, 1, ada, film, 1, 1.000001, OUT_OF_RANGE:propensity",
    "e, 1, ada, film, 1, NaN, OUT_OF_RANGE:propensity",
    "e, 1, ada, film, 1, Infinity, OUT_OF_RANGE:propensity",
    "'', 0, '', '', -1, 0, MISSING_FIELD:id",
  })
  void theFirstFaultOfAnExposureIsNamed(
      String id,
      long time,
      String user,
      String item,
      int position,
      double propensity,
      String code) {
    Exposure exposure =
        new Exposure(
            id,
            time,
            user,
            item,
            null,
            null,
            "",
            position,
            ItemSource.AI,
            List.of(),
            null,
            propensity,
            false,
            null);
    assertThat(FeedbackValidation.check(exposure)).map(Refusal::code).contains(code);
  }

  @ParameterizedTest
  @CsvSource({
    "RATING, 10.0, ''",
    "RATING, 0.0, ''",
    "RATING, 11.0, OUT_OF_RANGE:value",
    "RATING, -0.1, OUT_OF_RANGE:value",
    "RATING, , MISSING_FIELD:value",
    "RATING, NaN, OUT_OF_RANGE:value",
    "DWELL, 3600, ''",
    "DWELL, Infinity, OUT_OF_RANGE:value",
    "VERDICT, -1, ''",
    "VERDICT, 1.01, OUT_OF_RANGE:value",
    "CLICK, , ''",
    "CLICK, -Infinity, OUT_OF_RANGE:value",
  })
  void valuesAreCheckedAgainstTheirKind(SignalKind kind, Double value, String code) {
    FeedbackSignal signal =
        Fixtures.signal("s", 0, kind, null, null, "film", value, FeedbackActor.USER);
    assertThat(FeedbackValidation.check(signal).map(Refusal::code).orElse("")).isEqualTo(code);
  }

  @Test
  void outsideASlateAndWithCertaintyIsAnExposureToo() {
    Exposure e = Fixtures.exposure("e", 0, "film");
    Exposure certain =
        new Exposure(
            e.id(),
            e.time(),
            e.user(),
            e.item(),
            null,
            null,
            "",
            0,
            e.itemSource(),
            e.categories(),
            null,
            1.0,
            false,
            null);
    assertThat(FeedbackValidation.check(certain)).isEmpty();
  }

  @Test
  void aSignalsHeadIsCheckedFirst() {
    FeedbackSignal nobody =
        Fixtures.signal("", 0, SignalKind.CLICK, null, null, null, null, FeedbackActor.USER);
    assertThat(FeedbackValidation.check(nobody)).map(Refusal::code).contains("MISSING_FIELD:id");
  }

  @Test
  void theLastMomentOfTheYear9999IsATime() {
    long last = 253_402_300_799_999L - Fixtures.NOON;
    assertThat(FeedbackValidation.check(Fixtures.exposure("e", last, "film"))).isEmpty();
    assertThat(FeedbackValidation.check(Fixtures.exposure("e", last + 1, "film"))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RATING  | 11   | value is 11.0; allowed is for RATING a number from 0.0 to 10.0",
        "DWELL   | -1   | value is -1.0; allowed is for DWELL a finite number of at least 0.0",
        "CLICK   | NaN  | value is NaN; allowed is for CLICK any finite number",
        "VERDICT |      | a signal of kind VERDICT needs a value",
      })
  void aRefusalSaysWhatIsAllowed(SignalKind kind, Double value, String sentence) {
    FeedbackSignal signal =
        Fixtures.signal("s", 0, kind, null, null, "film", value, FeedbackActor.USER);
    assertThat(FeedbackValidation.check(signal)).map(Refusal::message).contains(sentence);
  }

  @Test
  void anyOneTargetIsEnough() {
    for (String[] target :
        List.of(new String[] {"e", null}, new String[] {null, "d"}, new String[] {"", "d"})) {
      FeedbackSignal signal =
          Fixtures.signal(
              "s", 0, SignalKind.CLICK, target[0], target[1], null, null, FeedbackActor.USER);
      assertThat(FeedbackValidation.check(signal)).isEmpty();
    }
  }

  @Test
  void aSignalWithoutTargetIsRefused() {
    FeedbackSignal signal =
        Fixtures.signal("s", 0, SignalKind.CLICK, null, null, null, null, FeedbackActor.USER);
    assertThat(FeedbackValidation.check(signal)).map(Refusal::code).contains("MISSING_FIELD:item");
  }
}
