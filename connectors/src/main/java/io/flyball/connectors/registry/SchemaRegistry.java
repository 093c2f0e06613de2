package io.flyball.connectors.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.WriterSchema;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's REST API, such as Apicurio's under {@code
 * /apis/ccompat/v7}, and the wire format that goes with it: a zero byte, the schema's id as four
 * bytes big-endian, the Avro body.
 *
 * <p>Each schema is asked for once; the {@value #MOST_SCHEMAS} used last are kept. Records with
 * unknown ids cannot slow a job down: {@link LookUpBudget} bounds the look-ups, and what exceeds it
 * is refused. A registry that does not answer is waited for: a tool's throws at once, a {@link
 * #patient} one waits, and refuses records only when its patience is spent. Serializable: only the
 * address and the patience travel. Not thread-safe.
 */
public final class SchemaRegistry implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int HEADER = 5;

  /** Of Avro's single-object encoding: marker and fingerprint. */
  private static final int SINGLE_OBJECT_HEADER = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An id that the registry lacks is asked for again after so long: it may have been behind. */
  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private final String url;

  /** Null for one that throws at once. */
  private final Duration patience;

  private transient Clients clients;

  /** Schemas kept; a topic whose writers change has some. */
  private static final int MOST_SCHEMAS = 1_000;

  /** Too many requests, and what a proxy says of a server that is away. */
  private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);

  /** Ids kept that the registry lacks. */
  private static final int MOST_MISSING = 10_000;

  private record Missing(WriterSchema answer, long since) {}

  /** Entries used last; the one used longest ago makes room. */
  private static final class Bounded<V> extends LinkedHashMap<Integer, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Bounded(int most) {
      super(16, .75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
      return size() > most;
    }
  }

  private static final class Clients {
    final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    final ObjectMapper json = new ObjectMapper();
    final Map<Integer, WriterSchema> byId = new Bounded<>(MOST_SCHEMAS);
    final Map<Integer, Missing> missing = new Bounded<>(MOST_MISSING);
    final LookUpBudget budget = new LookUpBudget(System::nanoTime);
    final Map<String, Integer> ids = new HashMap<>();
    final Outage outage;

    Clients(Duration patience) {
      outage = new Outage(patience == null ? Duration.ZERO : patience, System::nanoTime);
    }
  }

  /**
   * @param url where the API begins, such as {@code http://registry:8080/apis/ccompat/v7}
   * @throws IllegalArgumentException when that is no address of a web server
   */
  public SchemaRegistry(String url) {
    this(url, null);
  }

  private SchemaRegistry(String url, Duration patience) {
    String scheme = URI.create(url).getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException(
          "a schema registry's address begins with http:// or https://");
    }
    this.url = url.replaceFirst("/+$", "");
    this.patience = patience;
  }

  /**
   * The same for a job, which waits for a registry that does not answer.
   *
   * @param longest how long an outage stalls the reading task; after that what needs a schema that
   *     is not known yet is refused as SCHEMA_UNAVAILABLE, and once in the same time the registry
   *     is asked again
   */
  public SchemaRegistry patient(Duration longest) {
    return new SchemaRegistry(url, longest);
  }

  /** Whether the registry has not answered when it was asked last. */
  public boolean isDown() {
    return clients != null && clients.outage.lasts();
  }

  /**
   * The schema that a value was written with; null when the value bears no frame.
   *
   * @throws IllegalStateException when the registry does not answer and is not {@link #patient}
   */
  public WriterSchema writerOf(byte[] value) {
    if (value == null || value.length < HEADER || value[0] != 0) {
      return null;
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    WriterSchema known = clients().byId.get(id);
    return known == null ? ask(id) : known;
  }

  private WriterSchema ask(int id) {
    Missing before = clients().missing.get(id);
    if (before != null && System.nanoTime() - before.since() < ASK_AGAIN_NANOS) {
      return before.answer();
    }
    if (!clients().outage.mayAsk()) {
      return unavailable(id, "has not answered for " + patience.toSeconds() + " s");
    }
    if (!clients().budget.spend()) {
      return new WriterSchema(
          null,
          "the schema registry's schema "
              + Integer.toUnsignedString(id)
              + " is not known, and at most "
              + LookUpBudget.PER_SECOND
              + " a second are looked up: send the record again");
    }
    WriterSchema writer = lookUp(id);
    if (writer.unavailable() && clients().outage.lasts()) {
      return writer;
    }
    if (writer.schema() == null) {
      clients().missing.put(id, new Missing(writer, System.nanoTime()));
    } else {
      clients().byId.put(id, writer);
    }
    return writer;
  }

  private WriterSchema lookUp(int id) {
    while (true) {
      try {
        JsonNode answer = send(request("/schemas/ids/" + Integer.toUnsignedString(id)).GET());
        clients().outage.end();
        return schema(id, answer);
      } catch (RegistryException e) {
        if (patience == null) {
          throw e;
        }
        if (!e.away()) {
          clients().outage.end();
          return unavailable(id, "refuses to tell: " + e.getMessage());
        }
        clients().outage.fail();
        if (!clients().outage.mayWait()) {
          return unavailable(id, "has not answered for " + patience.toSeconds() + " s");
        }
        clients().outage.pause();
      }
    }
  }

  private WriterSchema unavailable(int id, String why) {
    return new WriterSchema(
        null,
        String.format(
            Locale.ROOT,
            "schema %s is not known, and the schema registry at %s %s: send the record again when"
                + " it does",
            Integer.toUnsignedString(id),
            url,
            why),
        true);
  }

  private static WriterSchema schema(int id, JsonNode answer) {
    String number = "the schema registry's schema " + Integer.toUnsignedString(id);
    if (answer == null) {
      return new WriterSchema(null, number + " does not exist");
    }
    if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
      return new WriterSchema(null, number + " is no Avro schema");
    }
    try {
      return new WriterSchema(new Schema.Parser().parse(answer.path("schema").asText()), null);
    } catch (AvroRuntimeException e) {
      return new WriterSchema(null, number + " is no valid Avro schema");
    }
  }

  /**
   * Puts a record into the wire format. Its schema is registered, once, under {@code TOPIC-value}.
   *
   * @param encoded the record in Avro's single-object encoding
   * @throws IllegalStateException when the registry does not answer or refuses the schema
   */
  public byte[] frame(String topic, Schema schema, byte[] encoded) {
    Integer id = clients().ids.get(topic);
    if (id == null) {
      id = register(topic + "-value", schema);
      clients().ids.put(topic, id);
    }
    int body = encoded.length - SINGLE_OBJECT_HEADER;
    return ByteBuffer.allocate(HEADER + body)
        .put((byte) 0)
        .putInt(id)
        .put(encoded, SINGLE_OBJECT_HEADER, body)
        .array();
  }

  private int register(String subject, Schema schema) {
    String body = clients().json.createObjectNode().put("schema", schema.toString()).toString();
    JsonNode answer =
        send(
            request("/subjects/" + subject + "/versions")
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(body)));
    if (answer == null || !answer.path("id").isInt()) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "the schema registry at %s gives no id for %s", url, subject));
    }
    return answer.get("id").intValue();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).header("Accept", JSON);
  }

  /** The answer; null when there is no such thing. */
  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = clients().http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() == 404) {
        return null;
      }
      if (answer.statusCode() >= 300) {
        throw new RegistryException(
            String.format(
                Locale.ROOT,
                "the schema registry at %s refuses with status %d: %s",
                url,
                answer.statusCode(),
                answer.body()),
            AWAY.contains(answer.statusCode()),
            null);
      }
      return clients().json.readTree(answer.body());
    } catch (IOException e) {
      throw new RegistryException(
          String.format(
              Locale.ROOT,
              "the schema registry at %s does not answer (%s): check kafka.schema-registry-url",
              url,
              e),
          true,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the schema registry", e);
    }
  }

  private Clients clients() {
    if (clients == null) {
      clients = new Clients(patience);
    }
    return clients;
  }
}
