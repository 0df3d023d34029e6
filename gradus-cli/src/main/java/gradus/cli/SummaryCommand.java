package gradus.cli;

import gradus.explain.render.SummaryText;
import gradus.explain.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gradus summary`.
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    description =
        "Shows a network layer by layer: shapes, parameters, multiply-adds, receptive fields."
            + " NETWORK may also be the folder of a run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus summary lenet --input 1x28x28",
      "  gradus summary cnn --input 3x32x32 --outputs 100 --batch-norm",
      "  gradus summary runs/mnist"
    })
final class SummaryCommand implements Callable<Integer> {

  @Mixin private NetworkChoice network;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    Summary summary = Summary.of(network.network(NetworkChoice::standard));
    if (json) {
      Screen.standard().json(object(summary));
    } else {
      SummaryText.lines(summary).forEach(Screen.standard()::say);
    }
    return 0;
  }

  private static Map<String, Object> object(Summary summary) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Summary.Row row : summary.layers()) {
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("name", row.name());
      layer.put("kind", row.kind());
      layer.put("output", row.output().sizes());
      layer.put("parameters", row.parameters());
      layer.put("states", row.states());
      layer.put("multiplyAdds", row.multiplyAdds());
      layer.put("receptiveField", row.receptiveField());
      layers.add(layer);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("layers", layers);
    object.put("parameters", summary.parameters());
    object.put("states", summary.states());
    object.put("multiplyAdds", summary.multiplyAdds());
    return object;
  }
}
