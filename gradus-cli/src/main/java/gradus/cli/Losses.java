package gradus.cli;

import gradus.explain.loss.DescentRace;
import gradus.explain.loss.LossAnalysis;
import gradus.explain.loss.LossComparisonReport;
import gradus.explain.loss.LossPage;
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
            + " race of gradient descent.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus losses",
      "  gradus losses --grid=-40:40:9 --labels 0,1/2,1",
      "  gradus losses --html losses.html"
    })
final class Losses implements Callable<Integer> {

  @Option(
      names = "--grid",
      paramLabel = "LO:HI:N",
      description = "N logits from LO to HI. Default: -8:8:17.")
  String grid = "-8:8:17";

  @Option(names = "--labels", paramLabel = "Y,…", description = "Labels from 0 to 1. Default: 0,1.")
  String labels = "0,1";

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots.")
  Optional<Path> html = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    List<Double> chosen = Convolve.numbers(labels).stream().map(Fraction::toDouble).toList();
    LossComparisonReport report = LossComparisonReport.of(parsedGrid(), chosen);
    html.ifPresent(
        file -> {
          byte[] page = LossPage.of(report).getBytes(StandardCharsets.UTF_8);
          AtomicFile.write(file, out -> out.write(page));
          Screen.standard().remark("wrote " + file);
        });
    if (json) {
      Screen.standard().json(object(report));
    } else if (html.isEmpty()) {
      LossText.lines(report).forEach(Screen.standard()::say);
    }
    return 0;
  }

  private LossComparisonReport.Grid parsedGrid() {
    String[] parts = grid.split(":", -1);
    if (parts.length != 3 || !parts[2].matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(
          "--grid: expected LO:HI:N, found \"%s\". Write for example -8:8:17.".formatted(grid));
    }
    return new LossComparisonReport.Grid(
        Fraction.parse(parts[0]).toDouble(),
        Fraction.parse(parts[1]).toDouble(),
        Integer.parseInt(parts[2]));
  }

  private static Map<String, Object> object(LossComparisonReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rows", report.rows());
    object.put("shapes", report.analyses().stream().map(Losses::shape).toList());
    Map<String, Object> race = new LinkedHashMap<>();
    race.put("steps", DescentRace.STEPS);
    report.races().forEach(it -> race.put(it.curve().name(), it.after()));
    object.put("race", race);
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
    shape.put("steepest", analysis.steepest());
    shape.put("left", analysis.left());
    shape.put("right", analysis.right());
    return shape;
  }
}
