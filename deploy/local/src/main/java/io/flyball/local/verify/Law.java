package io.flyball.local.verify;

/**
 * Something that must be so: two numbers that are counted in different places and must be equal.
 *
 * @param claim in words
 * @param expected what it must be
 * @param found what it is
 */
public record Law(String claim, long expected, long found) {
  public boolean holds() {
    return expected == found;
  }
}
