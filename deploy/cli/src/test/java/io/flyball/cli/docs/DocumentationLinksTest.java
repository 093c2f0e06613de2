package io.flyball.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every relative link of README, CONTRIBUTING and docs leads somewhere. */
class DocumentationLinksTest {

  @Test
  void everyRelativeLinkAndAnchorResolves() {
    List<String> broken = new ArrayList<>();
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*")) {
          String fault = fault(page, link);
          if (fault != null) {
            broken.add(page.name() + ": " + link + ": " + fault);
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static String fault(MarkdownPage page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target =
        path.isEmpty()
            ? page.file()
            : page.file().resolveSibling(path).toAbsolutePath().normalize();
    if (!Files.exists(target)) {
      return "no such file";
    }
    if (hash >= 0 && target.toString().endsWith(".md")) {
      String anchor = link.substring(hash + 1);
      return MarkdownPage.read(target).anchors().contains(anchor) ? null : "no such heading";
    }
    return null;
  }

  @Test
  void everyPageCanBeReachedFromTheIndex() {
    Path index = MarkdownPage.root().resolve("docs/README.md");
    Set<Path> reached = new HashSet<>();
    List<Path> open = new ArrayList<>(List.of(index));
    while (!open.isEmpty()) {
      Path next = open.remove(open.size() - 1);
      if (reached.add(next)) {
        for (String link : MarkdownPage.read(next).links()) {
          Path target = next.resolveSibling(link.replaceAll("#.*", "")).normalize();
          if (target.toString().endsWith(".md") && Files.exists(target)) {
            open.add(target);
          }
        }
      }
    }
    assertThat(MarkdownPage.all())
        .extracting(MarkdownPage::file)
        .filteredOn(file -> file.startsWith(index.getParent()))
        .allSatisfy(file -> assertThat(reached).contains(file));
  }

  @Test
  void theReadmeIsShort() {
    assertThat(MarkdownPage.read(MarkdownPage.root().resolve("README.md")).lines())
        .hasSizeLessThanOrEqualTo(150);
  }
}
