package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which closing phrases a policy uses on how many different users: a tic that a reward model pays
 * for spreads across users while every single response looks harmless (RLUF, arXiv 2505.14946, saw
 * farewells and declarations of love). One instance per window; memory O(users x phrases).
 */
public final class PhraseSpread {

  /**
   * A phrase and its reach.
   *
   * @param userShare share of the users of the window who were told it
   */
  public record Spread(String phrase, int users, double userShare) {}

  private static final int MOST = 80;

  private final Map<String, Set<Long>> usersOfPhrase = new HashMap<>();
  private final Set<Long> users = new HashSet<>();

  /** A user was told something with this {@link #closing}; an empty one counts the user only. */
  public void add(long user, String closing) {
    users.add(user);
    if (!closing.isEmpty()) {
      usersOfPhrase.computeIfAbsent(closing, key -> new HashSet<>()).add(user);
    }
  }

  /** Users who were told anything. */
  public int users() {
    return users.size();
  }

  /** Phrases that reached at least {@code minUsers}, widest first, then by phrase. */
  public List<Spread> widest(int minUsers) {
    List<Spread> out = new ArrayList<>();
    usersOfPhrase.forEach(
        (phrase, told) -> {
          if (told.size() >= minUsers) {
            out.add(new Spread(phrase, told.size(), (double) told.size() / users.size()));
          }
        });
    out.sort(Comparator.comparingInt(Spread::users).reversed().thenComparing(Spread::phrase));
    return out;
  }

  /**
   * The last sentence in lower case, its letters and digits only, words parted by one space; the
   * first {@value #MOST} characters of it.
   */
  public static String closing(String response) {
    String last = "";
    for (String sentence : response.split("[.!?\\n]+")) {
      String words = sentence.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
      if (!words.isEmpty()) {
        last = words;
      }
    }
    return last.length() > MOST ? last.substring(0, MOST) : last;
  }
}
