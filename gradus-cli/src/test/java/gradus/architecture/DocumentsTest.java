package gradus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the pages point at exists.
@Tag("architecture")
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void theMapOfTheReadmeLeadsSomewhere() {
    List<String> rows =
        Project.text(Project.ROOT.resolve("README.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("| I want to"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).as("the map of README.md").hasSizeBetween(8, 12);
    for (String row : rows) {
      List<String> places =
          CODE.matcher(row.split("\\|", -1)[2]).results().map(it -> it.group(1)).toList();
      assertThat(places).as(row).isNotEmpty().allMatch(DocumentsTest::exists);
    }
  }

  @Test
  void linksBetweenPagesResolve() {
    Stream<Path> pages =
        Stream.of(Project.ROOT.toFile().listFiles())
            .map(file -> file.toPath())
            .filter(file -> file.toString().endsWith(".md"));
    Stream<Path> docs =
        Project.files(Project.ROOT.resolve("docs"), file -> file.toString().endsWith(".md"))
            .stream();
    assertThat(Stream.concat(pages, docs).flatMap(page -> brokenLinks(page).stream())).isEmpty();
  }

  private static List<String> brokenLinks(Path page) {
    return LINK.matcher(Project.text(page).replaceAll("(?s)```.*?```", ""))
        .results()
        .map(DocumentsTest::target)
        .filter(link -> !link.isEmpty() && !link.matches("[a-z]+:.*"))
        .filter(link -> !Files.exists(page.resolveSibling(link)))
        .map(link -> Project.name(page) + " → " + link)
        .toList();
  }

  private static String target(MatchResult link) {
    return link.group(1).replaceFirst("#.*", "");
  }

  /// Is it a file, a package, or a type of one of the modules?
  private static boolean exists(String place) {
    if (Files.exists(Project.ROOT.resolve(place))) {
      return true;
    }
    String path = place.replace('.', '/');
    return place.toLowerCase(Locale.ROOT).startsWith("gradus.")
        && Project.MODULES.stream()
            .map(module -> Project.ROOT.resolve(module).resolve("src/main/java"))
            .anyMatch(
                folder ->
                    Files.isDirectory(folder.resolve(path))
                        || Files.exists(folder.resolve(path + ".java")));
  }
}
