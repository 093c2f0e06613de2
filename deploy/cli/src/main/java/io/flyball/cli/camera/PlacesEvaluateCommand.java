package io.flyball.cli.camera;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.places.DescriptorOptions;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.PlaceScores;
import io.flyball.core.places.SequenceMatcher;
import io.flyball.core.places.Traverse;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.DeviceTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera places evaluate}: recorded drives with known positions. */
@Command(
    name = "evaluate",
    description = {
      "Match the places of a recorded drive with those of a reference drive, and count",
      "the right matches. Poses are tables t,x,y with a header: s from the first event",
      "of the recording, and m."
    },
    footer = {
      "",
      "Example:",
      "  ./flyball camera places evaluate day.aedat4 day.csv night.aedat4 night.csv"
    })
final class PlacesEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "The reference recording.")
  private Path reference;

  @Parameters(index = "1", paramLabel = "POSES", description = "Its poses.")
  private Path referencePoses;

  @Parameters(index = "2", paramLabel = "QUERY", description = "The recording to place.")
  private Path query;

  @Parameters(index = "3", paramLabel = "POSES", description = "Its poses.")
  private Path queryPoses;

  @Option(
      names = "--frame",
      defaultValue = "66ms",
      paramLabel = "D",
      description = "Length of a frame (default: ${DEFAULT-VALUE}).")
  private String frame;

  @Option(
      names = "--skip",
      defaultValue = "0s",
      paramLabel = "D",
      description = "Leave out frames at the begin of each drive (default: ${DEFAULT-VALUE}).")
  private String skip;

  @Option(
      names = "--tolerance",
      defaultValue = "5",
      paramLabel = "M",
      description = "A match is right when it is nearer, m (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--as-published",
      description =
          "Counts wrap at 256 and what is no whole patch keeps its grey, as in the published"
              + " code.")
  private boolean published;

  @Option(
      names = "--sequence",
      description = "Match sequences of 11 places, as SeqSLAM does, instead of single ones.")
  private boolean sequence;

  @Mixin private RecordingFile recording;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (!(tolerance > 0 && Double.isFinite(tolerance))) {
      throw UserError.usage("--tolerance is " + tolerance + ", not above 0.");
    }
    long length = DeviceTime.micros("--frame", frame, 1);
    long skipUs = DeviceTime.micros("--skip", skip, 0);
    Traverse map = drive(reference, referencePoses, length, skipUs);
    Traverse asked = drive(query, queryPoses, length, skipUs);
    DriveFrames.requirePlaces(reference, map);
    DriveFrames.requirePlaces(query, asked);
    if (map.descriptors().get(0).length != asked.descriptors().get(0).length) {
      throw new UserError(reference + " and " + query + " have different pixel arrays.");
    }
    PlaceScores s = Traverse.scores(map, asked, tolerance, sequence ? SequenceMatcher.USUAL : null);
    print(map, s);
    return 0;
  }

  private void print(Traverse map, PlaceScores s) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("references", map.descriptors().size());
      row.put("queries", s.queries());
      row.put("recall_1", s.recall1());
      row.put("recall_5", s.recall5());
      row.put("recall_10", s.recall10());
      row.put("area", s.area());
      row.put("margin", s.margin());
      JsonOutput.print(out, row);
    } else {
      out.printf(
          Locale.ROOT,
          "%,d places against %,d references, right within %s m%n"
              + "  Recall@1 %.4f, @5 %.4f, @10 %.4f%n"
              + "  area under precision over recall %.4f, mean margin %.4f%n",
          s.queries(),
          map.descriptors().size(),
          tolerance,
          s.recall1(),
          s.recall5(),
          s.recall10(),
          s.area(),
          s.margin());
    }
    out.flush();
  }

  private Traverse drive(Path file, Path poses, long length, long skipUs) {
    return DriveFrames.traverse(
        recording,
        file,
        poses,
        size -> FrameCutter.byTime(size, length),
        published ? DescriptorOptions.AS_PUBLISHED : DescriptorOptions.REPAIRED,
        skipUs);
  }
}
