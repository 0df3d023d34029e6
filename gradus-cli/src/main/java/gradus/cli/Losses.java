package gradus.cli;

import gradus.explain.claim.ClaimException;
import gradus.explain.loss.DescentRace;
import gradus.explain.loss.LossAnalysis;
import gradus.explain.loss.LossComparisonReport;
import gradus.explain.loss.LossPage;
import gradus.explain.loss.LossReport;
import gradus.explain.loss.LossReportText;
import gradus.explain.loss.LossText;
import gradus.nn.data.AtomicFile;
import gradus.reference.Fraction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus losses`.
@Command(
    name = "losses",
    mixinStandardHelpOptions = true,
    description =
        "Compares cross-entropy with the squared error of a sigmoid, as functions of the logit:"
            + " values, slopes, curvature, convex intervals, inflections, the largest slope, and a"
            + " race of gradient descent. With --formula the same of any loss in a and y.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus losses",
      "  gradus losses --grid=-40:40:9 --labels 0,1/2,1",
      "  gradus losses --html losses.html",
      "  gradus losses --formula \"(1-y)*softplus(a) + 2*y*softplus(-a)\"",
      "  gradus losses --formula \"hinge(a, y)\" --labels=-1,1"
    })
final class Losses implements Callable<Integer> {

  @Option(
      names = "--grid",
      paramLabel = "LO:HI:N",
      description = "N logits from LO to HI. Default: -8:8:17.")
  String grid = "-8:8:17";

  @Option(
      names = "--labels",
      paramLabel = "Y,…",
      description = "Labels from 0 to 1, any with --formula. Default: 0,1.")
  String labels = "0,1";

  @Option(
      names = "--formula",
      paramLabel = "LOSS",
      description = "A formula in a and y, as gradus prove reads it: focal(a, 2), (y-a)^2, …")
  String formula = "";

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots.")
  Optional<Path> html = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    List<Double> chosen =
        Convolve.numbers("--labels", labels).stream().map(Fraction::toDouble).toList();
    if (formula.isEmpty()) {
      LossComparisonReport report = LossComparisonReport.of(parsedGrid(), chosen);
      tell(LossPage.of(report), object(report), LossText.lines(report));
      return 0;
    }
    try {
      LossReport report = LossReport.of(formula, parsedGrid(), chosen);
      tell(LossReportText.page(report), object(report), LossReportText.lines(report));
      return 0;
    } catch (ClaimException wrong) {
      Screen.standard().remark("gradus: --formula: " + wrong.getMessage());
      Screen.standard().remark(wrong.pointedAt(formula));
      return 2;
    }
  }

  private void tell(String page, Map<String, Object> object, List<String> lines) {
    html.ifPresent(
        file -> {
          byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
          AtomicFile.write(file, out -> out.write(bytes));
          Screen.standard().remark("wrote " + file);
        });
    if (json) {
      Screen.standard().json(object);
    } else if (html.isEmpty()) {
      lines.forEach(Screen.standard()::say);
    }
  }

  private LossComparisonReport.Grid parsedGrid() {
    String[] parts = grid.split(":", -1);
    if (parts.length != 3 || !parts[2].matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(
          "--grid: expected LO:HI:N, found \"%s\". Write for example -8:8:17.".formatted(grid));
    }
    double low = end(parts[0]);
    double high = end(parts[1]);
    int n = Integer.parseInt(parts[2]);
    if (low >= high || n < 2) {
      throw new IllegalArgumentException(
          "--grid %s: expected LO:HI:N with LO below HI and N of 2 or more, found %s. Write for example -8:8:17."
              .formatted(
                  grid,
                  low >= high
                      ? "LO %s and HI %s".formatted(parts[0].strip(), parts[1].strip())
                      : "N " + parts[2]));
    }
    return new LossComparisonReport.Grid(low, high, n);
  }

  private double end(String part) {
    List<Fraction> numbers = Convolve.numbers("--grid", part);
    if (numbers.size() != 1) {
      throw new IllegalArgumentException(
          "--grid %s: expected LO:HI:N with one number for LO and one for HI, found \"%s\". Write for example -8:8:17."
              .formatted(grid, part));
    }
    return numbers.getFirst().toDouble();
  }

  private static Map<String, Object> object(LossReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("formula", report.text());
    object.put("rows", report.rows());
    object.put("shapes", report.analyses().stream().map(Losses::shape).toList());
    object.put("convex", report.convex());
    object.put("race", race(report.races()));
    object.put("verdict", report.verdict());
    return object;
  }

  private static Map<String, Object> race(List<DescentRace> races) {
    Map<String, Object> race = new LinkedHashMap<>();
    race.put("steps", DescentRace.STEPS);
    races.forEach(it -> race.put(it.curve().name(), it.after()));
    return race;
  }

  private static Map<String, Object> object(LossComparisonReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rows", report.rows());
    object.put("shapes", report.analyses().stream().map(Losses::shape).toList());
    object.put("race", race(report.races()));
    object.put("verdict", report.verdict());
    return object;
  }

  private static Map<String, Object> shape(LossAnalysis analysis) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("loss", analysis.curve().name());
    shape.put("y", analysis.curve().label());
    shape.put("isConvex", analysis.isConvex());
    shape.put("convex", analysis.convex());
    shape.put("inflections", analysis.inflections());
    shape.put("kinks", analysis.kinks());
    shape.put("breaks", analysis.breaks());
    shape.put("steepest", analysis.steepest());
    shape.put("left", analysis.left());
    shape.put("right", analysis.right());
    return shape;
  }
}
