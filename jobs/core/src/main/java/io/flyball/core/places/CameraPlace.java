package io.flyball.core.places;

/**
 * The place at which a camera takes itself to be after one frame.
 *
 * @param id derived from camera, its first arrival and a count of frames
 * @param timeMs arrival of the packet that completed the frame, epoch ms
 * @param startUs device time of the frame
 * @param endUs device time of its end
 * @param number of the nearest reference along the route
 * @param x where that reference is, m
 * @param y where it is, m
 * @param distance of the descriptors, or the cost of the best line of a sequence
 * @param margin see {@link PlaceMatch}
 * @param references how many were compared
 * @param undercounted whether events of the frame are missing
 */
public record CameraPlace(
    String id,
    String camera,
    long timeMs,
    long startUs,
    long endUs,
    String map,
    int number,
    double x,
    double y,
    double distance,
    double margin,
    int references,
    boolean undercounted) {}
