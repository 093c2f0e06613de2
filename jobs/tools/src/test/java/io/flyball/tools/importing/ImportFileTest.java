package io.flyball.tools.importing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFileTest {
  @TempDir private Path folder;

  @Test
  void aFileThatGrowsWhileItIsReadIsRefusedWithBothSizes() throws IOException {
    Path log = Files.writeString(folder.resolve("log.csv"), "user,item,time\n");
    ImportFile before = ImportFile.of(log, "log.csv");
    assertThatCode(before::requireUnchanged).doesNotThrowAnyException();
    Files.writeString(log, "a,x,1700000000\n", StandardOpenOption.APPEND);
    assertThatThrownBy(before::requireUnchanged)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("log.csv was written while it was read (15 bytes before, 30 now)")
        .hasMessageContaining("nothing was sent")
        .hasMessageContaining("import it when it is complete");
  }
}
