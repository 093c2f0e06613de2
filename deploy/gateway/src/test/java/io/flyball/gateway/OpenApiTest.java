package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The description is made from the table of routes, and the file in the documentation is current.
 */
class OpenApiTest {
  private static final Path FILE = Path.of("../../docs/reference/openapi.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document = OpenApi.of(Routes.described());

  @Test
  void theCheckedInDocumentIsCurrent() throws IOException {
    String current = new String(OpenApi.bytes(), java.nio.charset.StandardCharsets.UTF_8) + "\n";
    if (Boolean.getBoolean("flyball.regenerate")) {
      Files.writeString(FILE, current);
    }
    assertThat(FILE).as("written with -Dflyball.regenerate=true").exists();
    assertThat(Files.readString(FILE)).isEqualTo(current);
  }

  @Test
  void itIsOpenApi31WithWhatTheStandardRequires() {
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.at("/info/title").asText()).isNotBlank();
    assertThat(document.at("/info/version").asText()).isNotBlank();
  }

  @Test
  void everyReferenceResolves() {
    List<String> references = document.findValuesAsText("$ref");
    assertThat(references).hasSizeGreaterThan(20);
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void everyRouteHasItsOwnIdAndADescribedAnswer() {
    Set<String> ids = new TreeSet<>();
    for (Route route : Routes.described()) {
      JsonNode operation =
          document
              .get("paths")
              .get(route.path())
              .get(route.method().toLowerCase(java.util.Locale.ROOT));
      assertThat(ids.add(operation.get("operationId").asText())).isTrue();
      for (JsonNode response : operation.get("responses")) {
        assertThat(response.get("description").asText()).isNotBlank();
      }
    }
  }

  @Test
  void aRecordsRequiredFieldsAreThoseWithoutDefault() {
    JsonNode exposure = document.at("/components/schemas/Exposure");
    List<String> required = new ArrayList<>();
    exposure.get("required").forEach(name -> required.add(name.asText()));
    assertThat(required).containsExactly("user", "item");
    assertThat(exposure.at("/properties/itemSource/enum")).hasSize(3);
    assertThat(exposure.at("/properties/propensity/anyOf/1/type").asText()).isEqualTo("null");
  }

  @Test
  void whatIsServedIsThisDocument() throws IOException {
    try (GatewayRun run = GatewayRun.started("127.0.0.1:1")) {
      assertThat(JSON.readTree(run.get("/openapi.json").text())).isEqualTo(document);
    }
  }
}
