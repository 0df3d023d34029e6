package gradus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
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
import java.util.TreeSet;
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

  /// The order in which a graph passes through the packages: each may use those before it.
  private static final List<String> ORDER =
      List.of(
          "gradus.tensor",
          "gradus.random",
          "gradus.formula",
          "gradus.op",
          "gradus.graph",
          "gradus.autodiff",
          "gradus.rewrite",
          "gradus.reference",
          "gradus.signal",
          "gradus.check",
          "gradus.algebra",
          "gradus.algebra.calculus",
          "gradus.algebra.checker",
          "gradus.algebra.linear",
          "gradus.algebra.signs",
          "gradus.algebra.refute",
          "gradus.algebra.prove",
          "gradus.algebra.curvature",
          "gradus.algebra.limits",
          "gradus.algebra.decide",
          "gradus.jacobian",
          "gradus.runtime.thread",
          "gradus.runtime.kernel",
          "gradus.runtime.plan",
          "gradus.nn.init",
          "gradus.nn.data",
          "gradus.nn.layer",
          "gradus.nn.loss",
          "gradus.nn.model",
          "gradus.nn.optim",
          "gradus.nn.metric",
          "gradus.nn.train",
          "gradus.nn.run",
          "gradus.nn.signal",
          "gradus.nn.rewrite",
          "gradus.nn.emit",
          "gradus.onnx.wire",
          "gradus.onnx.model",
          "gradus.onnx.operator",
          "gradus.onnx.read",
          "gradus.onnx.write",
          "gradus.onnx.network",
          "gradus.explain.notation",
          "gradus.explain.summary",
          "gradus.explain.render",
          "gradus.explain.claim",
          "gradus.explain.law",
          "gradus.explain.derive",
          "gradus.explain.loss",
          "gradus.explain.lint",
          "gradus.explain.assignment",
          "gradus.runs.store",
          "gradus.runs.wire",
          "gradus.runs.event",
          "gradus.runs.record",
          "gradus.runs.export",
          "gradus.runs.sweep",
          "gradus.web.http",
          "gradus.web.inference",
          "gradus.web.client",
          "gradus.web.studio",
          "gradus.cli");

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
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> packages = classes.stream().map(ArrowsTest::slice).collect(Collectors.toSet());
    assertThat(packages).as("packages, all of which stand in ArrowsTest.ORDER").isSubsetOf(ORDER);
  }

  @Test
  void noArrowPointsBack() {
    Set<String> back =
        classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(it -> it.getTargetClass().getPackageName().startsWith("gradus."))
            .filter(
                it ->
                    ORDER.indexOf(slice(it.getTargetClass()))
                        > ORDER.indexOf(slice(it.getOriginClass())))
            .map(Dependency::getDescription)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(back).as("uses of a package that comes later").isEmpty();
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
  @ValueSource(strings = {"gradus-core", "gradus-algebra", "gradus-runtime"})
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

  private static String slice(JavaClass type) {
    String name = type.getPackageName();
    return FAMILIES.stream()
        .filter(it -> (name + ".").startsWith(it + "."))
        .findFirst()
        .orElse(name);
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
      return type.getPackageName().startsWith("gradus.")
          ? SliceIdentifier.of(slice(type))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages, where " + FAMILIES + " count as one with those below them";
    }
  }
}
