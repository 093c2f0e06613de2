package io.flyball.cli.camera;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.places.PlaceReference;
import io.flyball.core.places.Traverse;
import io.flyball.jobs.bias.BiasMapping;
import io.flyball.jobs.bias.PlacesConfig;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.DeviceTime;
import io.flyball.tools.kafka.TopicWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera places map}: the reference map of a recorded drive. */
@Command(
    name = "map",
    description = {
      "Publish the places of a recorded drive as the reference map of the bias job.",
      "Poses are a table t,x,y as in camera places evaluate. Frames and descriptors",
      "are those of bias.places in the configuration; use the job's."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball camera places map day.aedat4 day.csv --map hall",
      "  ./flyball camera places map day.aedat4 day.csv --map hall --json"
    })
final class PlacesMapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Parameters(index = "1", paramLabel = "POSES", description = "Its poses.")
  private Path poses;

  @Option(
      names = "--map",
      paramLabel = "NAME",
      required = true,
      description = "Name of the map (required).")
  private String map;

  @Option(
      names = "--skip",
      defaultValue = "0s",
      paramLabel = "D",
      description = "Leave out frames at the begin of the drive (default: ${DEFAULT-VALUE}).")
  private String skip;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One key, such as bias.places.patch=4. May be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--json", description = "Print the places as JSON lines instead.")
  private boolean json;

  @Mixin private RecordingFile recording;

  @Mixin private BootstrapOption bootstrap;

  @Override
  public Integer call() {
    if (map.isBlank()) {
      throw UserError.usage("--map is empty; name the map, such as --map hall.");
    }
    if (json) {
      UnusedOptions.refuse(spec, "without --json, which reaches no broker", "--bootstrap");
    }
    FlyballConfig config = bootstrap.config(System.getenv(), sets);
    PlacesConfig places = config.bias().places();
    Traverse drive =
        DriveFrames.traverse(
            recording,
            file,
            poses,
            places::cutter,
            places.form(),
            DeviceTime.micros("--skip", skip, 0));
    int size = drive.descriptors().size();
    DriveFrames.requirePlaces(file, drive);
    if (size > places.mostReferences()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s has %,d places, and bias.places.most-references is %,d. Raise it here and in the"
                  + " job, or take longer frames.",
              file,
              size,
              places.mostReferences()));
    }
    List<io.flyball.schemas.PlaceReference> records = records(drive);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      records.forEach(place -> out.println(JsonWriter.write(place)));
    } else {
      TopicWriter.sendAll(
          bootstrap.broker(),
          places.referencesTopic(),
          place -> place.getMap() + '/' + place.getNumber(),
          io.flyball.schemas.PlaceReference.class,
          records);
      out.printf(Locale.ROOT, "%,d places of map %s in %s%n", size, map, places.referencesTopic());
    }
    out.flush();
    return 0;
  }

  private List<io.flyball.schemas.PlaceReference> records(Traverse drive) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    List<io.flyball.schemas.PlaceReference> records = new ArrayList<>();
    for (int i = 0; i < drive.descriptors().size(); i++) {
      float[] descriptor = drive.descriptors().get(i);
      if (descriptor.length > PlaceReference.MOST_NUMBERS) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s makes descriptors of %,d numbers, more than %,d. Leave"
                    + " bias.places.quarter=true.",
                file,
                descriptor.length,
                PlaceReference.MOST_NUMBERS));
      }
      records.add(
          BiasMapping.toAvro(
              new PlaceReference(
                  map,
                  i,
                  now.toEpochMilli(),
                  0,
                  drive.positions().x()[i],
                  drive.positions().y()[i],
                  descriptor),
              now));
    }
    return records;
  }
}
