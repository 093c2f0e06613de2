package io.flyball.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body into the bytes of its records, so that each is decoded by itself, exactly as it would
 * be from a topic. One pass, no recursion.
 */
final class JsonItems {
  private final byte[] body;
  private final int most;
  private final List<byte[]> items = new ArrayList<>();
  private int at;

  private JsonItems(byte[] body, int most) {
    this.body = body;
    this.most = most;
  }

  /**
   * The items of a JSON array; what each holds is not looked at.
   *
   * @throws ProblemException 400 when brackets or commas are broken, 413 beyond {@code most} items
   */
  static List<byte[]> ofArray(byte[] body, int most) throws ProblemException {
    JsonItems items = new JsonItems(body, most);
    items.array();
    return items.items;
  }

  /** The lines of a body that are not blank; a CR before the LF belongs to the line's end. */
  static List<byte[]> ofLines(byte[] body, int most) throws ProblemException {
    JsonItems lines = new JsonItems(body, most);
    lines.lines();
    return lines.items;
  }

  /** The first byte that is no white space, or -1. */
  static int first(byte[] body) {
    for (byte b : body) {
      if (!isSpace(b)) {
        return b;
      }
    }
    return -1;
  }

  private void lines() throws ProblemException {
    while (at < body.length) {
      int start = at;
      while (at < body.length && body[at] != '\n') {
        at++;
      }
      byte[] line = Arrays.copyOfRange(body, start, at);
      at++;
      if (first(line) != -1) {
        add(line);
      }
    }
  }

  private void array() throws ProblemException {
    skipSpace();
    require(at < body.length && body[at] == '[', "a JSON array is expected");
    at++;
    skipSpace();
    if (at < body.length && body[at] == ']') {
      at++;
    } else {
      do {
        item();
        skipSpace();
        require(at < body.length && (body[at] == ',' || body[at] == ']'), "the array ends early");
      } while (body[at++] == ',');
    }
    skipSpace();
    require(at == body.length, "something follows the array");
  }

  private void item() throws ProblemException {
    skipSpace();
    int start = at;
    int depth = 0;
    boolean text = false;
    for (; at < body.length; at++) {
      byte b = body[at];
      if (text) {
        if (b == '\\') {
          at++;
        } else if (b == '"') {
          text = false;
        }
      } else if (b == '"') {
        text = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (depth == 0 && (b == ',' || b == ']')) {
        break;
      } else if (b == '}' || b == ']') {
        depth--;
      }
    }
    require(at < body.length, "the array ends early");
    int end = at;
    while (end > start && isSpace(body[end - 1])) {
      end--;
    }
    require(end > start, "an item of the array is missing");
    add(Arrays.copyOfRange(body, start, end));
  }

  private void add(byte[] item) throws ProblemException {
    if (items.size() == most) {
      throw Problem.of(413, "more than " + most + " records: send them in parts").exception();
    }
    items.add(item);
  }

  private void skipSpace() {
    while (at < body.length && isSpace(body[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private void require(boolean whole, String fault) throws ProblemException {
    if (!whole) {
      throw Problem.of(400, "broken JSON: " + fault + ", at byte " + at + "; nothing was sent")
          .exception();
    }
  }
}
