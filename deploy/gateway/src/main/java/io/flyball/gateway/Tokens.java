package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;

/**
 * The tokens of a file, {@code [{"name": "shop", "sha256": "9f86…", "scopes": ["write:*"], "rate":
 * 1000, "origins": ["https://shop.example"], "public": false}]}; in place of {@code sha256} may
 * stand the {@code subject} of a client's certificate. The file holds digests alone; it is read
 * again when its time changes, and one that cannot be read leaves the former tokens in force.
 * Thread-safe.
 */
final class Tokens {
  private static final Set<String> FIELDS =
      Set.of("name", "sha256", "subject", "scopes", "rate", "origins", "public");
  private static final Set<String> PUBLIC_SCOPES = Set.of("write:exposures", "write:signals");

  private final Path file;
  private final long share;
  private volatile Loaded loaded;

  private record Loaded(FileTime time, List<Caller> callers, String fault) {}

  private Tokens(Path file, long share) throws IOException {
    this.file = file;
    this.share = share;
    this.loaded = read(Files.getLastModifiedTime(file));
  }

  /**
   * Reads the file.
   *
   * @param share bytes that one token may have in flight
   * @throws IllegalArgumentException when it cannot be read or holds something else
   */
  static Tokens of(Path file, long share) {
    try {
      return new Tokens(file, share);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the tokens of " + file + ": " + e, e);
    }
  }

  /** Why the file that is there now is not in force; nothing when it is. */
  Optional<String> fault() {
    refresh();
    return Optional.ofNullable(loaded.fault());
  }

  /** The caller of a token; compares with every digest, in constant time each. */
  Optional<Caller> find(String token) {
    refresh();
    byte[] digest = sha256(token.getBytes(UTF_8));
    Caller found = null;
    for (Caller caller : loaded.callers()) {
      if (MessageDigest.isEqual(caller.sha256(), digest)) {
        found = caller;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The caller whose certificate has a subject. */
  Optional<Caller> ofSubject(String subject) {
    refresh();
    return loaded.callers().stream().filter(caller -> subject.equals(caller.subject())).findFirst();
  }

  /** Whether any token lists an origin. */
  boolean lists(String origin) {
    refresh();
    return loaded.callers().stream().anyMatch(caller -> caller.origins().contains(origin));
  }

  private void refresh() {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      if (!time.equals(loaded.time())) {
        loaded = read(time);
      }
    } catch (IOException | IllegalArgumentException e) {
      Loaded before = loaded;
      loaded = new Loaded(before.time(), before.callers(), String.valueOf(e.getMessage()));
    }
  }

  private Loaded read(FileTime time) throws IOException {
    JsonNode list = new ObjectMapper().readTree(Files.readAllBytes(file));
    if (!list.isArray()) {
      throw new IllegalArgumentException(file + " is a JSON array of tokens");
    }
    List<Caller> callers = new ArrayList<>();
    for (JsonNode node : list) {
      callers.add(caller(node, callers.size()));
    }
    return new Loaded(time, List.copyOf(callers), null);
  }

  private Caller caller(JsonNode node, int index) {
    String where = file + ", token " + index;
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            where + ": no field '" + name + "'; allowed are " + new TreeSet<>(FIELDS));
      }
    }
    String name = node.path("name").asText("");
    String digest = node.path("sha256").asText("").toLowerCase(Locale.ROOT);
    String subject = subject(node, where);
    if (name.isEmpty() || subject == null != digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          where
              + ": name and sha256, 64 hexadecimal digits, are required, or name and the subject"
              + " of a certificate");
    }
    Set<String> scopes = texts(node.path("scopes"));
    boolean open = node.path("public").asBoolean(false);
    if (open && !PUBLIC_SCOPES.containsAll(scopes)) {
      throw new IllegalArgumentException(
          where + ": a public key may have the scopes " + new TreeSet<>(PUBLIC_SCOPES) + " alone");
    }
    double rate = node.path("rate").asDouble(0);
    if (rate < 0) {
      throw new IllegalArgumentException(where + ": rate is above 0 records a second, or left out");
    }
    return new Caller(
        name,
        HexFormat.of().parseHex(digest),
        subject,
        scopes,
        texts(node.path("origins")),
        rate == 0 ? null : new TokenBucket(rate, System::nanoTime),
        new InFlight(share));
  }

  /** As RFC 2253 writes it, however the file does. */
  private static String subject(JsonNode node, String where) {
    if (!node.has("subject")) {
      return null;
    }
    try {
      return new X500Principal(node.get("subject").asText()).getName();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + ": subject is a distinguished name, such as CN=shop,O=Example", e);
    }
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
