package gradus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every package has a `package-info.java` that says the same five things and marks it for null.
@Tag("architecture")
class DoorsTest {

  private static final List<String> SIGNS =
      List.of(
          "/// ",
          "**Start at**",
          "**Depends on**",
          "**The one idea:**",
          "**Not here:**",
          "@NullMarked");

  @Test
  void everyPackageHasItsSign() {
    List<String> missing =
        Project.mainPackages().stream().flatMap(folder -> missing(folder).stream()).toList();
    assertThat(missing).as("what package-info.java files do not say").isEmpty();
  }

  private static List<String> missing(Path folder) {
    Path sign = folder.resolve("package-info.java");
    if (!Files.exists(sign)) {
      return List.of(Project.name(sign) + ": no such file");
    }
    // the words may be broken over lines of the comment
    String text = Project.text(sign).replaceAll("\\s+(///\\s+)?", " ");
    return SIGNS.stream()
        .filter(it -> !text.contains(it.strip()))
        .map(it -> Project.name(sign) + ": " + it)
        .toList();
  }
}
