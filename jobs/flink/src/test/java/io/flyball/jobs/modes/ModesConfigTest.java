package io.flyball.jobs.modes;

import static io.flyball.jobs.modes.Fixtures.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModesConfigTest {
  @Test
  void theDefaultsReadObservationsAlone() {
    assertThat(config().topics()).containsExactly("modes.observations");
    assertThat(config("modes.reads=outcomes, feedback").topics())
        .containsExactly("modes.observations", "feedback.attributed", "bandit.outcomes");
    assertThat(config().hmm().model()).isEmpty();
    assertThat(config("modes.modes=24").hasRates()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          modes.hmm.initial=1, 1                                   | no 2 equal rows
          modes.hmm.transition=1                                   | hmm.initial is empty
          modes.rates.reference=0, 1                               | 36 numbers
          modes.rates.forbidden=0-9                                | FROM-TO
          modes.rates.most-gap=1 s                                 | longer than modes.rates.least-gap
          modes.names=a, a                                         | different names
          modes.observations-topic=bandit.outcomes                 | a topic of its own
          modes.tipping.high=0                                     | above modes.tipping.low
          modes.modes=1                                            | at least 2, at most 1000
          modes.plausible-years=x                                  | modes.plausible-years
          """)
  void whatCannotBeIsRefusedWithWhatIsAllowed(String pair, String sentence) {
    assertThatThrownBy(() -> config(pair.strip()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence.strip());
  }

  @Test
  void aMatrixWhoseRowsDoNotSumIsRefusedWithItsRow() {
    assertThatThrownBy(
            () ->
                config(
                    "modes.hmm.initial=0.5, 0.5",
                    "modes.hmm.transition=0.5, 0.5, 0.5, 0.6",
                    "modes.hmm.emission=0.5, 0.5, 0.5, 0.5"))
        .hasMessageContaining("row 1 of transition must sum to 1");
    assertThatThrownBy(() -> config("modes.modes=2", "modes.rates.reference=-1, 1, 1, 1"))
        .hasMessageContaining("row 1 of the rates must sum to 0");
  }

  @Test
  void aModelForAnotherNumberOfModesIsRefusedBeforeItIsPublished() {
    JobSteering steering = ModesSteering.of(Fixtures.modelled());
    assertThat(steering.keys())
        .extracting(key -> key.key())
        .containsExactly("hmm.initial", "hmm.transition", "hmm.emission", "hmm.rates");
    assertThat(fault(steering, Map.of("hmm.initial", "0.5, 0.25, 0.25"))).contains("3 equal rows");
    assertThat(fault(steering, Map.of("hmm.emission", "1, 0, NaN, 1"))).contains("NaN");
    assertThat(fault(steering, Map.of("hmm.start", "1"))).contains("unknown parameter hmm.start");
    assertThat(fault(steering, Map.of("hmm.emission", "1, 0, 0, 1"))).isNull();
    assertThat(steering.reads("modes")).isTrue();
    assertThat(List.of(steering.scope())).containsExactly(JobSteering.Scope.JOB);
  }

  private static String fault(JobSteering steering, Map<String, String> parameters) {
    return steering.fault(new ControlUpdate("modes", 1, 0, parameters, null));
  }
}
