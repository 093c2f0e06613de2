package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OpenAPI document as a judge of what is asked and answered: an answer has a status, a media
 * type and a body that the document names for its route, and a JSON body that is taken fits the
 * schema that the document gives for it. A path or a method that is not in the document is 404 or
 * 405.
 */
final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = OpenApi.of(Routes.described());
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private Contract() {}

  /** Fails where an answer is none that the document names. */
  static void requireAnswer(String method, String target, HttpResponse<byte[]> answer) {
    String path = path(target);
    String what = method + " " + target + ": " + answer.statusCode();
    JsonNode route = route(path);
    if (route == null) {
      boolean ofAPage = path.startsWith("/docs/") && answer.statusCode() == 200;
      assertThat(ofAPage || List.of(401, 403, 404).contains(answer.statusCode())).as(what).isTrue();
      return;
    }
    JsonNode operation = route.get(method.toLowerCase(Locale.ROOT));
    if (operation == null) {
      assertThat(method.equals("OPTIONS") || answer.statusCode() == 405).as(what).isTrue();
      return;
    }
    String code = Integer.toString(answer.statusCode());
    JsonNode response = operation.get("responses").get(code);
    assertThat(response).as(what + " is none of the route's answers").isNotNull();
    JsonNode content = response.get("content");
    if (content != null) {
      String type = type(answer.headers().firstValue("content-type").orElse(""));
      assertThat(content.has(type)).as(what + " as " + type + " instead of " + content).isTrue();
      if (isJson(type)) {
        String key = operation.get("operationId").asText() + code + type;
        require(what, key, content.get(type).get("schema"), answer.body());
      }
    } else if (code.equals("204")) {
      assertThat(answer.body()).as(what).isEmpty();
    }
  }

  /** Fails where a JSON body was taken that the document does not allow. */
  static void requireRequest(
      String target, String mediaType, byte[] body, HttpResponse<byte[]> answer) {
    JsonNode route = route(path(target));
    // A beacon is answered alike whatever becomes of its records.
    boolean taken = List.of(200, 201, 202).contains(answer.statusCode());
    boolean plain = answer.request().headers().firstValue("content-encoding").isEmpty();
    if (route == null || mediaType == null || !taken || !plain) {
      return;
    }
    JsonNode operation = route.get("post");
    String type = type(mediaType);
    JsonNode content = operation == null ? null : operation.at("/requestBody/content");
    if (content == null || !content.has(type) || type.equals(Bodies.LINES) || !isJson(type)) {
      return;
    }
    require(
        "the request POST " + target,
        operation.get("operationId").asText() + type,
        content.get(type).get("schema"),
        body);
  }

  private static void require(String what, String key, JsonNode schema, byte[] body) {
    JsonSchema compiled = SCHEMAS.computeIfAbsent(key, each -> compiled(schema));
    try {
      assertThat(compiled.validate(JSON.readTree(body)))
          .as(what + " " + new String(body, UTF_8))
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the components in it, so that references to them resolve. */
  private static JsonSchema compiled(JsonNode schema) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.set("components", DOCUMENT.get("components"));
    root.putArray("allOf").add(schema);
    return FACTORY.getSchema(root);
  }

  /** What the document says of a path; null where it names none such. */
  private static JsonNode route(String path) {
    JsonNode exact = DOCUMENT.get("paths").get(path);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> each : DOCUMENT.get("paths").properties()) {
      if (path.matches(each.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
        return each.getValue();
      }
    }
    return null;
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static boolean isJson(String type) {
    return type.endsWith("json");
  }

  private static String type(String mediaType) {
    return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
