package io.flyball.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.flyball.cli.ShippedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The picture of the rooms in CONTRIBUTING is drawn from the code. */
class HousePictureTest {
  private static final Path PICTURE =
      Path.of(System.getProperty("basedir", "")).resolve("../../docs/house.svg").normalize();
  private static final String HOW =
      "./mvnw -pl deploy/cli -am test -Dtest=HousePictureTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.regenerate=true";

  private final JavaClasses classes =
      new ClassFileImporter().withImportOption(new ShippedClasses()).importPackages("io.flyball");

  @Test
  void everyClassStandsInARoom() {
    assertThat(classes)
        .allSatisfy(type -> assertThat(Room.of(type)).as(type.getName()).isNotNull());
  }

  @Test
  void everyArrowRunsDownwards() {
    Map<Room, Set<Room>> uses = Room.uses(classes);
    uses.forEach(
        (from, all) ->
            assertThat(all)
                .allSatisfy(
                    to -> assertThat(to.floor).as("%s uses %s", from, to).isLessThan(from.floor)));
  }

  @Test
  void thePictureIsOfThisCode() throws IOException {
    String drawn = HousePicture.of(classes);
    if (Boolean.getBoolean("flyball.regenerate")) {
      Files.writeString(PICTURE, drawn);
    }
    assertThat(PICTURE).as("drawn by: %s", HOW).exists();
    assertThat(Files.readString(PICTURE)).as("draw it anew: %s", HOW).isEqualTo(drawn);
  }
}
