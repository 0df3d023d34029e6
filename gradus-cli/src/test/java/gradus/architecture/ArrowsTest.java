package gradus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrows between modules and packages point one way: `core ← runtime ← nn ← explain ← cli`.
@Tag("architecture")
class ArrowsTest {

  /// The packages that count as one slice with the packages below them: a sealed parent must name
  /// its children, and the one class that chooses kernels must name those that it chooses from.
  private static final List<String> FAMILIES = List.of("gradus.op", "gradus.runtime.kernel");

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .importPaths(Project.MODULES.stream().map(ArrowsTest::output).toList());
  }

  private static Path output(String module) {
    return Project.ROOT.resolve(module).resolve("target/classes");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(new PackageOrFamily()).should().beFreeOfCycles().check(classes);
  }

  @Test
  void modulesRequireOnlyModulesBelow() {
    List<String> names = Project.MODULES.stream().map(module -> module.replace('-', '.')).toList();
    for (int i = 0; i < names.size(); i++) {
      assertThat(requires(Project.MODULES.get(i)))
          .filteredOn(name -> name.startsWith("gradus."))
          .as("what %s requires", names.get(i))
          .isSubsetOf(names.subList(0, i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradus-core", "gradus-runtime"})
  void coreAndRuntimeNeedNothingButTheJdk(String module) {
    Set<String> allowed =
        Set.of("gradus.core", "java.base", "jdk.incubator.vector", "org.jspecify");
    assertThat(requires(module)).isSubsetOf(allowed);
    assertThat(descriptor(module).requires())
        .filteredOn(it -> Set.of("jdk.incubator.vector", "org.jspecify").contains(it.name()))
        .allMatch(it -> it.modifiers().contains(Requires.Modifier.STATIC));
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("gradus.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(classes);
  }

  private static Set<String> requires(String module) {
    return descriptor(module).requires().stream().map(Requires::name).collect(Collectors.toSet());
  }

  private static ModuleDescriptor descriptor(String module) {
    return ModuleFinder.of(output(module))
        .find(module.replace('-', '.'))
        .orElseThrow()
        .descriptor();
  }

  private static final class PackageOrFamily implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      if (!name.startsWith("gradus.")) {
        return SliceIdentifier.ignore();
      }
      return SliceIdentifier.of(
          FAMILIES.stream()
              .filter(it -> (name + ".").startsWith(it + "."))
              .findFirst()
              .orElse(name));
    }

    @Override
    public String getDescription() {
      return "packages, where " + FAMILIES + " count as one with those below them";
    }
  }
}
