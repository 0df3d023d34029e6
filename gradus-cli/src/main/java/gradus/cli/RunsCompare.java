package gradus.cli;

import gradus.explain.render.Curves;
import gradus.explain.render.Html;
import gradus.explain.render.Page;
import gradus.nn.data.AtomicFile;
import gradus.runs.store.RunStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gradus runs compare`.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Two runs side by side: the settings that differ, their metrics and curves.")
final class RunsCompare implements Callable<Integer> {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 260;
  private static final String STYLE =
      """
      <style>
      svg { font: 12px system-ui, sans-serif; background: #fff; }
      text { fill: #1b1f24; } .tick { fill: #667; } .title { font-weight: 600; font-size: 14px; }
      .grid { stroke: #d8dbe2; } polyline { fill: none; stroke-width: 2; }
      polyline.line0 { stroke: #0b62a8; } polyline.line1 { stroke: #b3541e; }
      text.line0, circle.line0 { fill: #0b62a8; } text.line1, circle.line1 { fill: #b3541e; }
      </style>
      """;

  @ParentCommand private RunsCommand runs;

  @Parameters(index = "0", paramLabel = "A", description = "One run.")
  String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  String b = "";

  @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page with curves.")
  Optional<Path> html = Optional.empty();

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the curves as a picture.")
  Optional<Path> svg = Optional.empty();

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    RunComparison comparison;
    try (RunStore store = runs.open()) {
      comparison = RunComparison.of(store, store.find(a), store.find(b));
    }
    html.ifPresent(file -> write(file, page(comparison)));
    svg.ifPresent(file -> write(file, picture(comparison.pictures())));
    if (runs.json) {
      screen.json(comparison.object());
    } else {
      tell(comparison, screen);
    }
    return 0;
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void tell(RunComparison comparison, Screen screen) {
    if (comparison.differences().isEmpty()) {
      screen.say("The settings, the data and the machine are the same.");
    } else {
      comparison.differenceTable().lines().forEach(screen::say);
    }
    screen.say("");
    comparison.metricTable().lines().forEach(screen::say);
    if (!comparison.curves().isEmpty()) {
      screen.say("");
      comparison.curveTable().lines().forEach(screen::say);
    }
    html.ifPresent(file -> screen.say("\npage    " + file));
    svg.ifPresent(file -> screen.say("\npicture " + file));
  }

  private static String page(RunComparison comparison) {
    String title =
        "%s and %s".formatted(comparison.a().header().name(), comparison.b().header().name());
    StringBuilder body = new StringBuilder("<h1>" + Html.escape(title) + "</h1>");
    body.append("<h2>What differs</h2><div class=\"wide\">");
    body.append(comparison.differenceTable().html());
    body.append("</div><h2>Metrics</h2><div class=\"wide\">");
    body.append(comparison.metricTable().html());
    body.append("</div><h2>Over the epochs</h2><div class=\"curves\">");
    comparison.pictures().forEach(it -> body.append(it.svg()));
    return Page.of(title, body.append("</div>").toString());
  }

  /// The curves one below the other in one picture that needs no other file.
  private static String picture(List<Curves> curves) {
    StringBuilder svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n%s"
                .formatted(WIDTH, Math.max(1, HEIGHT * curves.size()), STYLE));
    for (int i = 0; i < curves.size(); i++) {
      svg.append(
          curves
              .get(i)
              .svg()
              .replaceFirst(
                  "<svg ",
                  "<svg x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" "
                      .formatted(HEIGHT * i, WIDTH, HEIGHT)));
      svg.append('\n');
    }
    return svg.append("</svg>\n").toString();
  }
}
