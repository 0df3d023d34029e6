package gradus.cli;

import gradus.explain.render.SummaryText;
import gradus.explain.summary.Costs;
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

  @Option(
      names = "--wide",
      description =
          "A second table: weights and biases, multiply-adds off padding, FLOPs, jump and start of"
              + " the receptive field, memory of the outputs.")
  boolean wide;

  @Option(names = "--why", description = "How every number comes about, as a formula.")
  boolean why;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    Summary summary = Summary.of(network.network(NetworkChoice::standard));
    if (json) {
      Screen.standard().json(object(summary));
    } else {
      Screen screen = Screen.standard();
      SummaryText.lines(summary).forEach(screen::say);
      if (wide || why) {
        screen.say("");
        SummaryText.costs(summary).forEach(screen::say);
      }
      if (why) {
        screen.say("");
        SummaryText.why(summary).forEach(screen::say);
      }
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
      layer.putAll(costs(row));
      layers.add(layer);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("layers", layers);
    object.put("parameters", summary.parameters());
    object.put("states", summary.states());
    object.put("multiplyAdds", summary.multiplyAdds());
    object.put("weights", summary.total(Costs::weights));
    object.put("biases", summary.total(Costs::biases));
    object.put("multiplyAddsOffPadding", summary.total(Costs::multiplyAddsInside));
    object.put("flopsForward", summary.total(Costs::flopsForward));
    object.put("flopsBackward", summary.total(Costs::flopsBackward));
    object.put("activations", summary.activations());
    object.put("activationBytes", 4 * summary.activations());
    object.put("countingRule", Costs.RULE);
    return object;
  }

  private static Map<String, Object> costs(Summary.Row row) {
    Costs costs = row.costs();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("weights", costs.weights());
    object.put("biases", costs.biases());
    object.put("multiplyAddsOffPadding", costs.multiplyAddsInside());
    object.put("comparisons", costs.comparisons());
    object.put("flopsForward", costs.flopsForward());
    object.put("flopsBackward", costs.flopsBackward());
    object.put("jump", row.field().jumps());
    object.put("start", row.field().starts());
    object.put("activations", costs.activations());
    object.put("activationBytes", costs.activationBytes());
    object.put("why", costs.why());
    return object;
  }
}
