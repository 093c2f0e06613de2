package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class StreamsPageTest {

  @Test
  void theCheckedInPageIsCurrent() throws IOException {
    CheckedIn.assertCurrent("../docs/reference/streams.md", StreamsPage.markdown());
  }

  @Test
  void everyTopicAndEveryFieldStandsOnThePage() {
    String page = StreamsPage.markdown();
    Catalogue.topics()
        .forEach(topic -> assertThat(page).contains("| `" + topic.get("name").asText() + "` |"));
    for (Schema schema : Catalogue.records().values()) {
      assertThat(page).contains("## " + schema.getName() + "\n");
      schema.getFields().forEach(field -> assertThat(page).contains("| `" + field.name() + "` |"));
    }
  }
}
