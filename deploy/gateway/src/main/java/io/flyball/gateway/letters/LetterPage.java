package io.flyball.gateway.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Some dead letters, newest first.
 *
 * @param letters as JSON
 * @param next where the next page begins; null at the beginning of the topic
 * @param scanned letters that were looked at
 * @param unreadable records among them that are no dead letters
 */
public record LetterPage(List<ObjectNode> letters, String next, long scanned, long unreadable) {

  public LetterPage {
    letters = List.copyOf(letters);
  }
}
