package io.flyball.cli.camera;

import io.flyball.connectors.camera.Recording;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.places.PlaceRules;
import io.flyball.core.places.DescriptorOptions;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.Traverse;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.PoseTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The places of a recorded drive with known positions. */
final class DriveFrames {
  private DriveFrames() {}

  /**
   * The places.
   *
   * @param poses a table of where the camera was
   * @param cutter cuts the frames of a pixel array
   * @param skipUs frames that begin earlier after the first are left out
   */
  static Traverse traverse(
      RecordingFile recording,
      Path file,
      Path poses,
      Function<Geometry, FrameCutter> cutter,
      DescriptorOptions form,
      long skipUs) {
    PoseTable table = PoseTable.read(poses);
    List<PlaceFrame> frames =
        recording.readAgain(file, (path, options) -> frames(path, options, cutter, form));
    return Traverse.of(frames, table.at(frames), skipUs);
  }

  /** Refuses a drive without a place. */
  static void requirePlaces(Path file, Traverse drive) {
    if (drive.descriptors().isEmpty()) {
      throw new UserError(
          file
              + " has no frame that is a place: one in which the camera moves and each polarity has"
              + " events on more than 1 % of the pixels.");
    }
  }

  private static List<PlaceFrame> frames(
      Path path,
      RecordingOptions options,
      Function<Geometry, FrameCutter> cutting,
      DescriptorOptions form)
      throws IOException {
    Geometry size = Recording.sensor(path, options);
    if (!PlaceRules.fits(form, size.width(), size.height())) {
      throw new UserError(
          path
              + " has pixels out to "
              + size
              + "; places need "
              + PlaceRules.side(form)
              + 'x'
              + PlaceRules.side(form)
              + " to 2 million pixels.");
    }
    List<PlaceFrame> frames = new ArrayList<>();
    FrameCutter cutter = cutting.apply(size);
    EventColumns events = new EventColumns();
    try (Recording source = Recording.open(path, options);
        Progress progress = Progress.onStderr("reading", RecordingFile.size(path))) {
      while (source.read(events)) {
        cutter.add(events, f -> frames.add(PlaceFrame.of(f, form)));
        progress.update(source.bytesRead());
      }
    }
    return frames;
  }
}
