package io.flyball.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JSON field that no schema names is told once, by each job that reads it. */
class UnknownFieldsTest {
  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          feedback|"type":"Exposure","id":"e%d","user":"ada","item":"film","sesion":"s"|Exposure.sesion|session
          reward|"type":"GroupMember","id":"m%d","groupId":"g","components":{"a":1},"techer":"t"|GroupMember.techer|teacher
          bandit|"type":"DecisionRequest","id":"shop/%d","contxt":[1],"context":[1],"arms":[{"id":"a"}]|DecisionRequest.contxt|context
          bandit|"type":"DecisionRequest","id":"shop/%d","context":[1],"arms":[{"id":"a","fetures":[1]},{"id":"b","fetures":[1]}]|ArmOption.fetures|features
          bias|"type":"RateWindow","camera":"c%d","sensor":"evk4","startUs":0,"endUs":300000,"rate":1,"rte":1|RateWindow.rte|rate
          loop|"type":"Span","traceId":"t%d","spanId":"s","trainabel":true|Span.trainabel|trainable
          dataloop|"type":"DataVote","id":"v%d","sample":"s","judge":"j","opinon":"x"|DataVote.opinon|opinion
          gate|"type":"GateCritique","actionId":"a%d","critic":"c","probabilty":0.5|GateCritique.probabilty|probability
          modes|"type":"ModeObservation","id":"o%d","entity":"ada","state":1,"segmnt":"s"|ModeObservation.segmnt|segment
          """)
  void aMisspeltFieldIsToldOnceWithItsPlaceAndTheFieldThatWasMeant(
      String job, String fields, String path, String meant) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      lines.add("{\"time\":%d,%s}".formatted(Lines.START + i, fields.formatted(i)));
    }

    List<String> alerts = alerts(job, lines);

    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0))
        .contains("\"id\":\"%s/UNKNOWN_FIELD/test/%s\"".formatted(job, path))
        .contains("did you mean " + meant + "?")
        .contains("\"severity\":\"WARNING\"")
        .contains("\"evidence\":[\"test/0/1\"]");
  }

  @ParameterizedTest
  @CsvSource({"feedback", "loop"})
  void aFieldLikeNoOtherIsToldWithoutASuggestion(String job) throws Exception {
    String line =
        "{\"time\":%d,\"type\":\"Exposure\",\"id\":\"e\",\"user\":\"u\",\"item\":\"i\",\"slots\":3}"
            .formatted(Lines.START);

    assertThat(alerts(job, List.of(line)))
        .singleElement()
        .asString()
        .contains("Exposure has no field \\\"slots\\\"")
        .contains("\"severity\":\"INFO\"")
        .doesNotContain("did you mean");
  }

  private static List<String> alerts(String job, List<String> lines) throws Exception {
    return JobRun.of(job, Configs.of(), lines).stream()
        .filter(line -> line.startsWith("Alert") && line.contains("UNKNOWN_FIELD"))
        .toList();
  }
}
