package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.verify.StateNames.Operator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** {@code docs/reference/state.md}: every uid and state name that a savepoint of a job knows. */
final class StatePage {
  static final String PATH = "docs/reference/state.md";
  static final String NOTES = "docs/reference/state-changes.md";
  static final String HOW =
      "./mvnw -pl deploy/verify -am test -Dtest=GoldenSavepointTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.regenerate=true";

  private StatePage() {}

  static String of(Map<String, List<Operator>> jobs) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # State

        What a savepoint of each job holds: the uid of every operator and the names of its states, read from a
        savepoint that the current code wrote. Uids and names are public: a renamed one loses its state. The
        version of a job is a digest of its table. [State changes](state-changes.md) describes what changed with
        each version and what becomes of older savepoints.

        Written by `%s`; do not edit.
        """
            .formatted(HOW));
    jobs.forEach(
        (job, operators) -> {
          page.append("\n## %s\n\nVersion `%s`\n\n".formatted(job, version(operators)));
          page.append("| uid | states |\n|---|---|\n");
          for (Operator operator : operators) {
            String states =
                operator.states().isEmpty()
                    ? "none"
                    : String.join(
                        ", ", operator.states().stream().map(s -> '`' + s + '`').toList());
            page.append("| `%s` | %s |\n".formatted(operator.uid(), states));
          }
        });
    return page.toString();
  }

  /** Eight hexadecimal digits of the SHA-256 of all names. */
  static String version(List<Operator> operators) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(operators.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The heading under which a version's note must stand. */
  static String noteHeading(String job, List<Operator> operators) {
    return "## " + job + " " + version(operators);
  }
}
