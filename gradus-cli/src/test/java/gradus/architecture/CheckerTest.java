package gradus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checkers of proofs stay small and know nothing of those who look for proofs.
@Tag("architecture")
class CheckerTest {

  @Test
  void checkersUseNothingThatLooksForProofs() {
    JavaClasses classes =
        new ClassFileImporter().importPath(Project.ROOT.resolve("gradus-algebra/target/classes"));
    noClasses()
        .that()
        .resideInAnyPackage("gradus.algebra.checker", "gradus.algebra.signs")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "gradus.algebra.prove",
            "gradus.algebra.refute",
            "gradus.algebra.curvature",
            "gradus.algebra.decide")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("gradus.algebra.checker")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("gradus.algebra.signs", "gradus.algebra.linear")
        .check(classes);
  }

  /// Every line counts, comments and imports too. The aim is 500 for equations; these are what they
  /// are since the laws of signs are replayed too, and they fall, or rise by a decision that says
  /// what for (0025, 0030, 0033, 0040).
  @ParameterizedTest
  @CsvSource({"checker, 1088", "signs, 3108"})
  void checkersDoNotGrow(String name, long most) throws IOException {
    Path folder = Project.ROOT.resolve("gradus-algebra/src/main/java/gradus/algebra/" + name);
    long lines = 0;
    for (Path file : Project.files(folder, path -> path.toString().endsWith(".java"))) {
      lines += Files.readAllLines(file).size();
    }
    assertThat(lines).as("lines of gradus.algebra.%s", name).isBetween(1L, most);
  }
}
