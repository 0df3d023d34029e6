package gradus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// No lumber rooms: a function lives with the noun that it serves, and files stay small.
@Tag("architecture")
class NamesTest {

  private static final Set<String> LUMBER_ROOMS =
      Set.of("util", "utils", "common", "helper", "helpers", "misc", "support", "base");

  private static final int LINES = 300;
  private static final int LONGER_LINES = 400;

  @Test
  void noPackageIsALumberRoom() {
    assertThat(Project.mainPackages())
        .filteredOn(folder -> LUMBER_ROOMS.contains(folder.getFileName().toString()))
        .isEmpty();
  }

  @Test
  void noTypeIsALumberRoom() {
    assertThat(Project.allSources())
        .extracting(file -> file.getFileName().toString())
        .noneMatch(name -> name.matches(".*(Utils?|Helpers?|Manager|Impl)\\.java"));
  }

  @Test
  void filesAreSmallEnoughToHold() {
    List<String> tooLong =
        Project.allSources().stream()
            .map(file -> Project.name(file) + ": " + Project.text(file).lines().count())
            .filter(NamesTest::tooLong)
            .toList();
    assertThat(tooLong)
        .as("files above %s lines, kernels and tests above %s", LINES, LONGER_LINES)
        .isEmpty();
  }

  private static boolean tooLong(String nameAndLines) {
    long lines = Long.parseLong(nameAndLines.substring(nameAndLines.lastIndexOf(' ') + 1));
    boolean mayBeLonger =
        nameAndLines.contains("/gradus/runtime/kernel/") || nameAndLines.contains("/src/test/");
    return lines > (mayBeLonger ? LONGER_LINES : LINES);
  }
}
