package io.flyball.jobs.runtime.config;

/**
 * What a person must know about one key.
 *
 * @param path dotted path, such as {@code feedback.out-of-orderness}
 * @param type what kind of value it takes, such as {@code duration} or {@code list of text}
 * @param defaultText the default, empty when there is none
 * @param unit unit of a number, or empty
 * @param meaning one sentence
 * @param allowed which values are accepted
 * @param secret whether the value is hidden
 */
public record KeyInfo(
    String path,
    String type,
    String defaultText,
    String unit,
    String meaning,
    String allowed,
    boolean secret) {}
