package gradus.explain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Op;
import gradus.op.composite.Composite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages of the operations in `docs/ops`: one for each, and current.
///
/// With `-Dgradus.pages=write` the pages are written instead of compared.
class OperationPagesTest {

  private static final Path ROOT = root();
  private static final Path PAGES = ROOT.resolve("docs/ops");

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("CONTRIBUTING.md")) ? here : here.resolve("..").normalize();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OperationPagesTest::leaves)
        : Stream.of(type);
  }

  @Test
  void everyOperationHasAUse() {
    Set<Class<?>> used =
        OperationUses.all().stream()
            .map(use -> use.node().op().getClass())
            .collect(Collectors.toSet());
    assertThat(leaves(Op.class).filter(type -> !used.contains(type)).toList())
        .as("operations without a page")
        .isEmpty();
  }

  @Test
  void pagesAreCurrent() throws IOException {
    boolean write = "write".equals(System.getProperty("gradus.pages"));
    Set<String> expected = new TreeSet<>();
    for (OperationUses.Use use : OperationUses.all()) {
      Path page = PAGES.resolve(file(use.node().op()));
      expected.add(page.getFileName().toString());
      String text = page(use).markdown();
      if (write) {
        Files.createDirectories(PAGES);
        Files.writeString(page, text);
      }
      assertThat(page)
          .as("write it again, as CONTRIBUTING.md says under \"Adding an operation\"")
          .exists()
          .content()
          .isEqualTo(text);
    }
    expected.add("README.md");
    Path map = PAGES.resolve("README.md");
    if (write) {
      Files.writeString(map, map());
    }
    assertThat(map).content().isEqualTo(map());
    try (Stream<Path> found = Files.list(PAGES)) {
      assertThat(found.map(path -> path.getFileName().toString())).hasSameElementsAs(expected);
    }
  }

  /// `Max.md`; for a reduction that shares its name with an elementwise one, `Max (reduction).md`
  /// without the space.
  private static String file(Op op) {
    boolean twice =
        leaves(Op.class).filter(type -> type.getSimpleName().equals(op.name())).count() > 1;
    String family = op.getClass().getPackageName().replaceAll(".*\\.", "");
    return op.name() + (twice ? "." + family : "") + ".md";
  }

  private static OperationPage page(OperationUses.Use use) throws IOException {
    Op op = use.node().op();
    String path =
        "gradus-core/src/main/java/" + op.getClass().getName().replace('.', '/') + ".java";
    String source = Files.readString(ROOT.resolve(path));
    return new OperationPage(use.node(), comment(source), path, use.onnx(), tests(use));
  }

  /// The comment before the record, without its parameters; links become code.
  private static String comment(String source) {
    List<String> lines = new ArrayList<>();
    for (String line : source.lines().toList()) {
      if (line.startsWith("///")) {
        lines.add(line.substring(3).strip());
      } else if (line.startsWith("public record")) {
        break;
      }
    }
    return lines.stream()
        .takeWhile(line -> !line.startsWith("@param"))
        .collect(Collectors.joining("\n"))
        .replaceAll("\\{@link(?:plain)?\\s+(?:[\\w.]*\\.)?#?([\\w]+)(?:\\([^)]*\\))?[^}]*}", "`$1`")
        .strip();
  }

  private static List<String> tests(OperationUses.Use use) {
    List<String> tests = new ArrayList<>();
    String check = "`gradus.check.";
    switch (use.held()) {
      case EXACTLY -> {
        tests.add(
            check + "LinearityTest`: the Jacobian, coefficient by coefficient, in fractions.");
        tests.add(check + "DerivativeTest`: differences to second order, in both directions.");
      }
      case BY_DIFFERENCES ->
          tests.add(check + "DerivativeTest`: differences to second order, in both directions.");
      case BY_VALUES ->
          tests.add(check + "SamplesTest`: type, values, and the reason why no derivative flows.");
    }
    if (use.node().op() instanceof Composite) {
      tests.add(check + "CompositeTest`: its definition in decimals, values and derivatives.");
    }
    return tests;
  }

  private static String map() {
    StringBuilder text = new StringBuilder();
    text.append(
        "# Operations\n\nOne page each, generated: formula, derivative, what holds it.\n\n");
    text.append("| family | operations |\n|---|---|\n");
    for (Class<?> family : Op.class.getPermittedSubclasses()) {
      String pages =
          OperationUses.all().stream()
              .map(use -> use.node().op())
              .filter(family::isInstance)
              .map(op -> "[%s](%s)".formatted(op.name(), file(op)))
              .collect(Collectors.joining(", "));
      text.append("| %s | %s |\n".formatted(family.getSimpleName(), pages));
    }
    return text.toString();
  }
}
