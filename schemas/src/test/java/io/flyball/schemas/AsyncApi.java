package io.flyball.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The topic catalogue and its schemas as an AsyncAPI 3.0 document, seen from Flyball: it receives
 * what others produce and sends what its jobs produce.
 */
final class AsyncApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OTHERS = Set.of("your servers", "operators");
  private static final String AVRO = "application/vnd.apache.avro;version=1.12.1";
  private static final String BINDING = "0.5.0";

  private final ObjectNode document = JSON.createObjectNode();

  private AsyncApi() {}

  /** The document as YAML. */
  static String yaml() throws JsonProcessingException {
    AsyncApi api = new AsyncApi();
    api.head();
    Catalogue.topics().forEach(api::channel);
    Catalogue.topics().forEach(api::operation);
    ObjectNode components = api.document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    for (Map.Entry<String, Schema> each : Catalogue.records().entrySet()) {
      message(messages.putObject(each.getKey()), each.getKey(), each.getValue());
    }
    headers(components.putObject("schemas").putObject("CloudEventHeaders"));
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    return "# Generated from topics.json and the Avro schemas: "
        + CheckedIn.HOW
        + "\n"
        + mapper.writeValueAsString(api.document);
  }

  private void head() {
    document.put("asyncapi", "3.0.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Flyball streams");
    info.put("version", "0.2.0");
    info.put(
        "description",
        "Feedback streams that steer what they measure. Every record is Avro in single-object"
            + " encoding, or JSON with the field names of the schema.");
    ObjectNode license = info.putObject("license");
    license.put("name", "Apache-2.0");
    license.put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    document.put("defaultContentType", "application/avro");
    document.putObject("channels");
    document.putObject("operations");
  }

  private void channel(JsonNode topic) {
    String name = topic.get("name").asText();
    ObjectNode channel = document.withObject("/channels").putObject(name);
    channel.put("address", name);
    channel.put("description", topic.get("meaning").asText());
    String record = topic.get("record").asText();
    ref(channel.putObject("messages").putObject(record), "/components/messages/" + record);
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", name);
    kafka.set("partitions", topic.get("partitions"));
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    configuration.putArray("cleanup.policy").add(topic.get("cleanup"));
    configuration.put("retention.ms", Duration.parse(topic.get("retention").asText()).toMillis());
    // AsyncAPI names no compaction lag.
    if (topic.has("compactionLag")) {
      Duration lag = Duration.parse(topic.get("compactionLag").asText());
      channel.put("x-min-compaction-lag-ms", lag.toMillis());
    }
    configuration.set("max.message.bytes", topic.get("maxMessageBytes"));
    kafka.put("bindingVersion", BINDING);
    channel.put("x-key", topic.get("key").asText());
    channel.put("x-timestamps", topic.get("timestamps").asText());
  }

  private void operation(JsonNode topic) {
    String name = topic.get("name").asText();
    String action = OTHERS.contains(topic.get("producedBy").asText()) ? "receive" : "send";
    ObjectNode operation = document.withObject("/operations").putObject(action + "." + name);
    operation.put("action", action);
    ref(operation.putObject("channel"), "/channels/" + name);
    operation.put(
        "summary",
        "From " + topic.get("producedBy").asText() + " to " + topic.get("readBy").asText() + ".");
    ref(
        operation.putArray("messages").addObject(),
        "/channels/" + name + "/messages/" + topic.get("record").asText());
  }

  private static void message(ObjectNode message, String name, Schema schema) {
    message.put("name", name);
    message.put("title", name);
    message.put("summary", schema.getDoc());
    message.put("contentType", "application/avro");
    ref(message.putObject("headers"), "/components/schemas/CloudEventHeaders");
    ObjectNode payload = message.putObject("payload");
    payload.put("schemaFormat", AVRO);
    payload.set("schema", Catalogue.tree(schema));
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    ObjectNode key = kafka.putObject("key");
    key.put("type", "string");
    key.put("description", "UTF-8 text; each channel says in x-key what it holds.");
    kafka.put("bindingVersion", BINDING);
  }

  /** CloudEvents' Kafka protocol binding, binary mode. */
  private static void headers(ObjectNode headers) {
    headers.put("type", "object");
    headers.put("description", "CloudEvents in binary mode. Every header may be absent.");
    ObjectNode properties = headers.putObject("properties");
    ObjectNode id = properties.putObject("ce_id").put("type", "string");
    id.put("description", "Idempotency key of a record whose own id is empty.");
    ObjectNode time = properties.putObject("ce_time").put("type", "string");
    time.put("format", "date-time");
    time.put("description", "Event time of a record whose own time is 0.");
  }

  private static void ref(ObjectNode node, String pointer) {
    node.put("$ref", "#" + pointer);
  }
}
