package gradus.web.studio;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Each view opened in Chromium, used, and looked at in light, in dark and as on a phone.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudioPageTest {

  @TempDir static Path folder;

  private static @Nullable Demonstration demonstration;
  private static @Nullable Visitor visitor;

  @BeforeAll
  static void open() {
    assumeTrue(Files.isExecutable(Visitor.CHROMIUM), "skipped: no chromium");
    // the pictures of the guide deserve a better network
    boolean pictures = System.getProperty("gradus.pages", "").equals("write");
    Demonstration shown = Demonstration.in(folder, "mlp", pictures ? 3 : 1);
    demonstration = shown;
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    visitor = new Visitor(shown.studio().uri());
  }

  @AfterAll
  static void close() {
    if (visitor != null) {
      visitor.close();
    }
    if (demonstration != null) {
      demonstration.close();
    }
  }

  private static Visitor visitor() {
    return java.util.Objects.requireNonNull(visitor);
  }

  private static Page page() {
    return visitor().page();
  }

  private static Locator at(String selector) {
    return page().locator(selector);
  }

  /// Accessible, no wider than the window, in each way of looking.
  private static void look(String name) {
    Visitor person = visitor();
    assertThat(person.picture(name)).hasSizeGreaterThan(5_000);
    assertThat(person.barriers()).as("barriers in " + name).isEmpty();
    person.inDark(
        () -> {
          assertThat(person.picture(name + "-dark")).hasSizeGreaterThan(5_000);
          assertThat(person.barriers()).as("barriers in the dark " + name).isEmpty();
        });
    person.onPhone(
        () -> {
          person.picture(name + "-phone");
          assertThat(person.overflow()).as("pixels beyond a phone's width in " + name).isZero();
        });
  }

  @AfterEach
  void nothingElse() {
    assertThat(visitor().complaints()).as("what the browser complained about").isEmpty();
    assertThat(visitor().asked()).as("addresses elsewhere").isEmpty();
  }

  @Test
  @Order(1)
  void claimsAreProvedAndRefuted() {
    visitor().open("claims");
    at("#claim").fill("d softmax(x)[i] / d x[j] = softmax(x)[i]*(delta(i,j) - softmax(x)[j])");
    at("#claim").press("Control+Enter");
    assertThat(at("#verdict")).hasText("Proved");
    assertThat(at(".steps math").first()).isVisible();
    look("claims");
    at("#claim").fill("d/da sigmoid(a) = sigmoid(a)");
    page().getByText("Decide", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(at("#verdict")).hasText("Refuted");
    assertThat(at("[aria-label=Answer] dl")).containsText("left side");
    look("claims-refuted");
    at("#claim").fill("softplus(");
    at("#claim").press("Control+Enter");
    assertThat(at("#verdict")).hasText("Not understood");
  }

  @Test
  @Order(2)
  void convolutionPlaysOutputByOutput() {
    visitor().open("convolve");
    assertThat(at("#products")).hasText("y[0] = 0·2 + 0·0 + 1·1 = 1");
    page().getByText("Next", new Page.GetByTextOptions().setExact(true)).click();
    page().getByText("Next", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(at("#products")).hasText("y[2] = 1·2 + 2·0 + 3·1 = 5");
    assertThat(at(".tape .now")).hasText("5");
    look("convolve");
    page().getByLabel("Convention").selectOption("correlation");
    assertThat(at("#products")).hasText("y[0] = 0·1 + 0·0 + 1·2 = 2");
    at("#signal").fill("1, x");
    assertThat(at("[role=alert]")).containsText("expected");
  }

  @Test
  @Order(3)
  void graphShowsShapesAndTimes() {
    visitor().open("graph");
    at("#graph .node").first().waitFor();
    assertThat(at("#graph .node")).hasCount(13);
    assertThat(at("#graph")).containsText("6×28×28");
    at("#graph .node").nth(1).press("Enter");
    assertThat(at("#layer")).containsText("156");
    page().getByText("Zoom out").click();
    at("#measure").click();
    at("#steps tbody tr").first().waitFor();
    assertThat(at("#steps")).containsText("MatMul");
    assertThat(at("#graph .timebar")).hasCount(12);
    assertThat(at("#graph .time").first()).containsText("µs");
    page().evaluate("() => scrollTo(0, 0)");
    look("graph");
  }

  @Test
  @Order(4)
  void lintFindsAndMends() {
    visitor().open("lint");
    page().getByText("Try a faulty network").click();
    at(".finding").first().waitFor();
    int found = at(".finding").count();
    org.assertj.core.api.Assertions.assertThat(found).isGreaterThan(2);
    page().getByText("Repair all that a program can").scrollIntoViewIfNeeded();
    look("lint");
    page().getByText("Repair all that a program can").click();
    assertThat(at(".finding")).not().hasCount(found);
  }

  @Test
  @Order(5)
  void derivationIsDrawnAsMathml() {
    visitor().open("derivation");
    at("#derivation math").first().waitFor();
    page().getByLabel("With respect to").selectOption("linear1.weight");
    assertThat(at("#derivation .good").first()).isVisible();
    org.assertj.core.api.Assertions.assertThat(
            ((Number)
                    at("#derivation math")
                        .first()
                        .evaluate("m => m.getBoundingClientRect().height"))
                .doubleValue())
        .isGreaterThan(10);
    look("derivation");
  }

  @Test
  @Order(6)
  void jacobianIsDrawn() {
    visitor().open("jacobian?network=mlp");
    page().getByLabel("Of", new Page.GetByLabelOptions().setExact(true)).selectOption("relu1");
    assertThat(at("#structure")).containsText(Pattern.compile("diagonal|selection"));
    page().getByLabel("Network", new Page.GetByLabelOptions().setExact(true)).selectOption("lenet");
    assertThat(at("#structure"))
        .containsText("selection", new ContainsTextOptions().setTimeout(30_000));
    Object drawn =
        at("#picture")
            .evaluate(
                "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v >"
                    + " 0)");
    assertThat(drawn).isEqualTo(true);
    look("jacobian");
  }

  @Test
  @Order(7)
  void confusionShowsTheExamplesBehindACell() {
    visitor().open("confusion");
    at("#matrix").waitFor();
    at("#matrix button.wrong").first().click();
    at("#examples canvas").first().waitFor();
    look("confusion");
  }

  @Test
  @Order(8)
  void drawnDigitsAreClassified() {
    visitor().open("draw");
    Locator pad = at("#pad");
    var box = pad.boundingBox();
    page().mouse().move(box.x + 0.5 * box.width, box.y + 0.15 * box.height);
    page().mouse().down();
    page()
        .mouse()
        .move(
            box.x + 0.5 * box.width,
            box.y + 0.85 * box.height,
            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
    page().mouse().up();
    assertThat(at("#digit")).hasText("1");
    look("draw");
    page().getByText("Clear").click();
    assertThat(at("#digit")).hasText("Draw a digit.");
  }

  @Test
  @Order(9)
  void trainingIsStartedStoppedAndResumed() {
    visitor().open("train");
    begin("from-the-page", "500");
    says("epoch 2");
    at("main canvas").first().waitFor();
    look("train");
    at("#stop").click();
    says("it can go on from its last checkpoint");
    at("#resume").click();
    says("epoch");
    at("#stop").click();
    says("it can go on from its last checkpoint");
    begin("short", "1");
    says("“short” is finished");
    assertThat(folder.resolve("runs/short/report.html")).isNotEmptyFile();
  }

  private static void begin(String name, String epochs) {
    page().getByLabel("Network", new Page.GetByLabelOptions().setExact(true)).selectOption("mlp");
    page().getByLabel("Epochs").fill(epochs);
    page().getByLabel("Name of the run").fill(name);
    at("#start").click();
  }

  private static void says(String words) {
    assertThat(at("#progress-words"))
        .containsText(words, new ContainsTextOptions().setTimeout(60_000));
  }

  @Test
  @Order(10)
  void runsShowTheirCurvesAndAreCompared() {
    visitor().open("runs");
    assertThat(at("#runs tbody tr")).hasCount(3);
    look("runs");
    page().getByText("from-the-page").click();
    at("main canvas").first().waitFor();
    assertThat(at("main")).containsText("accuracy");
    look("run");
    visitor().open("compare");
    page().getByLabel("Run A").selectOption(new SelectOption().setIndex(2));
    page().getByLabel("Run B").selectOption(new SelectOption().setIndex(1));
    at("#values tbody tr").first().waitFor();
    at("main canvas").first().waitFor();
    assertThat(at("#differences")).containsText("epochs");
    look("compare");
  }

  @Test
  @Order(11)
  void keysLeadEverywhere() {
    visitor().open("claims");
    page().reload();
    at("#claim").waitFor();
    page().keyboard().press("Tab");
    assertThat(at(".skip")).isFocused();
    page().keyboard().press("Enter");
    assertThat(at("#main")).isFocused();
    at("#theme").press("Enter");
    assertThat(at("html")).hasAttribute("data-theme", "dark");
    at("#theme").press("Enter");
  }
}
