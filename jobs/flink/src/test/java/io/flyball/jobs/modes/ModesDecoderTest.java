package io.flyball.jobs.modes;

import static io.flyball.jobs.modes.Fixtures.NOON;
import static io.flyball.jobs.modes.Fixtures.config;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.modes.Observation.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModesDecoderTest {
  private static ModesInput decode(ModesConfig config, String topic, String fields) {
    byte[] json = "{\"time\":%d,%s}".formatted(NOON, fields.replace('\'', '"')).getBytes(UTF_8);
    return new ModesDecoder(config).apply(new RawRecord(topic, 0, 0, NOON, null, json, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'entity':'ada','state':1                         | MISSING_FIELD:id
          'id':'a','entity':'','state':1                   | MISSING_FIELD:entity
          'id':'a','entity':'ada'                          | MISSING_FIELD:state
          'id':'a','entity':'ada','state':1,'symbol':1     | BAD_TYPE:state
          'id':'a','entity':'ada','state':6                | OUT_OF_RANGE:state
          'id':'a','entity':'ada','state':-1               | OUT_OF_RANGE:state
          'id':'a','entity':'ada','symbol':1000            | OUT_OF_RANGE:symbol
          'id':'a','entity':'ada','symbol':-1              | OUT_OF_RANGE:symbol
          'id':'a','entity':'ada','value':1e13             | OUT_OF_RANGE:value
          'id':'a','entity':'ada','value':'NaN'            | BAD_TYPE:value
          'id':'a','entity':'ada','outcome':{'mode':9}     | OUT_OF_RANGE:outcome.mode
          'id':'a','entity':'ada','pair':{'drive':1,'response':2e6} | OUT_OF_RANGE:pair
          'id':'a','entity':'ada','state':0.5              | BAD_TYPE:state
          """)
  void whatIsNoObservationIsRefusedWithItsField(String fields, String code) {
    assertThat(decode(config(), "modes.observations", fields).refusal().code()).isEqualTo(code);
  }

  @Test
  void anObservationOfTheFutureIsRefused() {
    String ahead = "'id':'a','entity':'ada','state':1,'time':%d".formatted(NOON + 3_600_000);
    byte[] json = "{%s}".formatted(ahead.replace('\'', '"')).getBytes(UTF_8);
    RawRecord raw = new RawRecord("modes.observations", 0, 0, NOON, null, json, Map.of());
    assertThat(new ModesDecoder(config()).apply(raw).refusal().code())
        .isEqualTo("FUTURE_TIME:time");
  }

  @Test
  void aChoiceOfAUserIsAStateOfItsCategoryOrItsSource() {
    String shown =
        "'exposure':{'id':'x','time':%d,'user':'ada','item':'i','categories':['drama','war'],'itemSource':'AI','modelVersion':'m1'}"
            .formatted(NOON);
    String clicked =
        "'id':'signal/s','subject':'SIGNAL','status':'ATTRIBUTED','user':'ada',%s,'signal':{'id':'s','time':%d,'user':'ada','kind':'%s'}";
    ModesConfig genres = config("modes.names=war, drama");
    Observation seen =
        decode(genres, "feedback.attributed", clicked.formatted(shown, NOON, "CLICK"))
            .observation();
    assertThat(seen.kind()).isEqualTo(Kind.STATE);
    assertThat(seen.number()).isEqualTo(1);
    assertThat(seen.key()).isEqualTo("feedback:ada");
    assertThat(seen.policy()).isEqualTo("m1");
    ModesConfig sources = config("modes.names=HUMAN, AI", "modes.chosen=source");
    assertThat(
            decode(sources, "feedback.attributed", clicked.formatted(shown, NOON, "CLICK"))
                .observation()
                .number())
        .isEqualTo(1);
    // Passed over: another signal, and a category that no mode has.
    for (ModesInput in :
        new ModesInput[] {
          decode(genres, "feedback.attributed", clicked.formatted(shown, NOON, "SKIP")),
          decode(
              config("modes.names=news"),
              "feedback.attributed",
              clicked.formatted(shown, NOON, "CLICK"))
        }) {
      assertThat(in.observation()).isNull();
      assertThat(in.refusal()).isNull();
    }
  }

  @Test
  void anOutcomeOfAPolicyIsAnAttemptOfItsArm() {
    String outcome =
        "'id':'p/1','policy':'p','decidedAt':%d,'arm':'b','propensity':0.5,'arms':['a','b'],'propensities':[0.5,0.5],'status':'REWARDED','reward':%s,'revision':%d";
    ModesConfig arms = config("modes.names=a, b");
    Observation won =
        decode(arms, "bandit.outcomes", outcome.formatted(NOON, "1", 0)).observation();
    assertThat(won.kind()).isEqualTo(Kind.OUTCOME);
    assertThat(won.number()).isEqualTo(1);
    assertThat(won.success()).isTrue();
    assertThat(decode(arms, "bandit.outcomes", outcome.formatted(NOON, "0", 0)).observation())
        .extracting(Observation::success)
        .isEqualTo(false);
    assertThat(decode(arms, "bandit.outcomes", outcome.formatted(NOON, "1", 1)).observation())
        .isNull();
  }

  @Test
  void aDecisionIsAUseOfItsArmAndAWindowALogRate() {
    Observation decided =
        decode(
                config("modes.names=a, b"),
                "bandit.decisions",
                "'id':'p/1','policy':'p','arm':'a','propensity':0.5,'arms':['a','b'],'propensities':[0.5,0.5],'policyVersion':1,'algorithm':'x'")
            .observation();
    assertThat(decided.key()).isEqualTo("decisions:p");
    assertThat(decided.number()).isZero();
    Observation window =
        decode(
                config(),
                "camera.windows",
                "'camera':'c1','sensor':'evk4','startUs':0,'endUs':300000,'rate':1000")
            .observation();
    assertThat(window.x()).isEqualTo(Math.log(1000));
    assertThat(window.key()).isEqualTo("windows:c1");
  }
}
