package io.flyball.core.bandit.serve;

/**
 * A model as it was published, to be published again while a later one is held.
 *
 * @param algorithm the algorithm and its parameters
 * @param decided decisions behind it
 * @param learned rewards behind it
 * @param bytes as {@link io.flyball.core.bandit.ModelCodec} writes them; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent; never compared
public record PublishedModel(String algorithm, long decided, long learned, byte[] bytes) {}
