package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import gradus.cli.ConformanceCase.Result;
import gradus.cli.ConformanceCase.Verdict;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// ONNX's own tests of operators and models, each on both kernel sets, with ONNX's tolerances.
class OnnxConformanceTest {

  private static final String NAN =
      "NaN as `float4e2m1`, which has none: ONNX's document \"Float stored in 4 bits\" says 6, the"
          + " test −0.";

  private static final String DRAWN =
      "random numbers of NumPy's generator, which no other engine draws.";

  /// Tests that fail, each with its reason; one that passes must leave this list.
  private static final Map<String, String> FAILING =
      new TreeMap<>(
          Map.of(
              "test_cast_FLOAT_to_FLOAT4E2M1", NAN,
              "test_castlike_FLOAT_to_FLOAT4E2M1", NAN,
              "test_castlike_FLOAT_to_FLOAT4E2M1_expanded", NAN,
              "test_training_dropout", DRAWN,
              "test_training_dropout_default_mask", DRAWN,
              "test_training_dropout_mask", DRAWN));

  /// Whose tests must pass; those of others may be refused, but not wrong.
  private static final Set<String> TIERS = Set.of("core", "near", "composite", "near-dtype");

  private static final Map<String, Verdict> VERDICTS = new TreeMap<>();
  private static final Path PAGE = OnnxSuite.root().resolve("docs/guide/onnx.md");

  private static Engine scalar;
  private static Engine simd;

  @BeforeAll
  static void start() {
    scalar = Engine.of(Kernels.named("scalar"), 1);
    simd = Engine.of(Kernels.named("simd"), 1);
  }

  @AfterAll
  static void stop() {
    scalar.close();
    simd.close();
  }

  private static List<OnnxSuite.Entry> entries() throws IOException {
    return OnnxSuite.manifest().stream().filter(entry -> TIERS.contains(entry.tier())).toList();
  }

  @TestFactory
  Stream<DynamicTest> scalar() throws IOException {
    return tests(scalar);
  }

  @TestFactory
  Stream<DynamicTest> simd() throws IOException {
    return tests(simd);
  }

  private static Stream<DynamicTest> tests(Engine engine) throws IOException {
    Path folder = OnnxSuite.unpacked();
    return entries().stream()
        .map(entry -> dynamicTest(entry.test(), () -> check(verdict(entry, folder, engine))));
  }

  private static Verdict verdict(OnnxSuite.Entry entry, Path folder, Engine engine) {
    return VERDICTS.computeIfAbsent(
        engine.kernels().name() + " " + entry.test(), _ -> entry.in(folder).run(engine));
  }

  private static void check(Verdict verdict) {
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.passed);
  }

  @Test
  void whatIsOutOfScopeIsRefusedAndNeverWrong() throws IOException {
    Path folder = OnnxSuite.unpacked();
    for (OnnxSuite.Entry entry : OnnxSuite.manifest()) {
      if (!TIERS.contains(entry.tier())) {
        Verdict verdict = verdict(entry, folder, simd);
        boolean failing = FAILING.containsKey(entry.test());
        assertThat(verdict.result() == Result.failed)
            .as(entry.test() + " " + verdict.reason())
            .isEqualTo(failing);
      }
    }
  }

  /// What is refused of another element type than those of the core is of texts or no tensor.
  @Test
  void numbersOfAllTypesAreRead() throws IOException {
    Path folder = OnnxSuite.unpacked();
    for (OnnxSuite.Entry entry : OnnxSuite.manifest()) {
      if (entry.tier().equals("dtype") && !FAILING.containsKey(entry.test())) {
        Verdict verdict = verdict(entry, folder, simd);
        boolean other = entry.test().contains("string") || entry.test().contains("_opt");
        assertThat(verdict.result())
            .as(entry.test() + " " + verdict.reason())
            .isEqualTo(other ? Result.unsupported : Result.passed);
      }
    }
  }

  /// With `-Dgradus.pages=write` the page is written instead of compared.
  @Test
  void thePageIsCurrent() throws IOException {
    Path folder = OnnxSuite.unpacked();
    OnnxPage page = new OnnxPage(FAILING);
    for (OnnxSuite.Entry entry : OnnxSuite.manifest()) {
      page.add(entry, verdict(entry, folder, scalar), verdict(entry, folder, simd));
    }
    String text = page.markdown();
    if ("write".equals(System.getProperty("gradus.pages"))) {
      Files.writeString(PAGE, text);
    }
    assertThat(PAGE)
        .as("write it again: -Dtest=OnnxConformanceTest -Dgradus.pages=write")
        .content()
        .isEqualTo(text);
  }
}
