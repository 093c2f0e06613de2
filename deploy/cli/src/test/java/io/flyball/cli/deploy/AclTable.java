package io.flyball.cli.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A line of the table in {@code docs/how-to/secure-kafka.md} that says what a job must be allowed.
 *
 * @param job its name
 * @param reads topics
 * @param writes topics
 */
public record AclTable(String job, List<String> reads, List<String> writes) {

  /** Every line, by job. */
  public static Map<String, AclTable> read() {
    Map<String, AclTable> table = new TreeMap<>();
    boolean inside = false;
    for (String line : lines()) {
      inside = line.startsWith("| job | reads") || (inside && line.startsWith("|"));
      if (inside && !line.startsWith("| job") && !line.startsWith("|--")) {
        String[] cells = line.split("\\|");
        String job = cells[1].strip();
        table.put(job, new AclTable(job, topics(cells[2]), topics(cells[3])));
      }
    }
    return table;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(Manifests.deploy().resolve("../docs/how-to/secure-kafka.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> topics(String cell) {
    return Arrays.stream(cell.replaceAll("\\([^)]*\\)", "").split(",")).map(String::strip).toList();
  }

  /** The rights of the line for a user. */
  public List<AclBinding> grant(String user) {
    List<AclBinding> acls = new ArrayList<>();
    for (String topic : reads) {
      acls.add(acl(user, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.READ));
    }
    for (String topic : writes) {
      acls.add(acl(user, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE));
    }
    String group = "flyball-" + job;
    acls.add(acl(user, ResourceType.GROUP, group, PatternType.PREFIXED, AclOperation.READ));
    acls.add(
        acl(
            user,
            ResourceType.TRANSACTIONAL_ID,
            "flyball-" + group,
            PatternType.PREFIXED,
            AclOperation.WRITE));
    return acls;
  }

  private static AclBinding acl(
      String user, ResourceType type, String name, PatternType pattern, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }
}
