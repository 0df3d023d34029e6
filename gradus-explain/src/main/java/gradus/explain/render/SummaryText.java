package gradus.explain.render;

import gradus.explain.summary.Costs;
import gradus.explain.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/// A summary as a table of text.
public final class SummaryText {

  private SummaryText() {}

  /// The table and its totals, as lines.
  public static List<String> lines(Summary summary) {
    List<String> lines = new ArrayList<>(table(summary).lines());
    lines.add("");
    lines.add(
        "%s parameters (%s as f32)%s, %s multiply-adds an example"
            .formatted(
                count(summary.parameters()),
                bytes(4 * summary.parameters()),
                summary.states() == 0 ? "" : ", " + count(summary.states()) + " states",
                count(summary.multiplyAdds())));
    return lines;
  }

  /// A row for each input and layer.
  public static Table table(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    summary.inputs().forEach(row -> rows.add(cells(row)));
    summary.layers().forEach(row -> rows.add(cells(row)));
    return new Table(
        List.of("layer", "kind", "output", "parameters", "multiply-adds", "receptive field"),
        List.of(false, false, false, true, true, true),
        rows);
  }

  /// What each layer costs besides, and the rule by which it is counted.
  public static List<String> costs(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : summary.layers()) {
      Costs costs = row.costs();
      boolean seen = !row.field().lengths().isEmpty() && !row.field().whole();
      rows.add(
          List.of(
              row.name(),
              count(costs.weights()),
              count(costs.biases()),
              count(costs.multiplyAddsInside()),
              count(costs.flopsForward()),
              count(costs.flopsBackward()),
              seen ? alike(row.field().jumps()) : "",
              seen ? alike(row.field().starts()) : "",
              bytes(costs.activationBytes())));
    }
    Table table =
        new Table(
            List.of(
                "layer",
                "weights",
                "biases",
                "off padding",
                "FLOPs",
                "backward",
                "jump",
                "start",
                "output"),
            List.of(false, true, true, true, true, true, true, true, true),
            rows);
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(
        "%s weights, %s biases; %s FLOPs forward, %s backward; %s activations with the input (%s as f32)"
            .formatted(
                count(summary.total(Costs::weights)),
                count(summary.total(Costs::biases)),
                count(summary.total(Costs::flopsForward)),
                count(summary.total(Costs::flopsBackward)),
                count(summary.activations()),
                bytes(4 * summary.activations())));
    lines.add("\"off padding\" are the multiply-adds that meet no zero of the padding.");
    lines.add(Costs.RULE);
    return lines;
  }

  /// One number where all axes have the same, else `2; 3`.
  private static String alike(List<Integer> numbers) {
    return numbers.stream().distinct().count() == 1
        ? numbers.getFirst().toString()
        : String.join("; ", numbers.stream().map(String::valueOf).toList());
  }

  /// How every number comes about, layer by layer, and then the totals; axes that come about alike
  /// are told once.
  public static List<String> why(Summary summary) {
    List<String> lines = new ArrayList<>();
    for (Summary.Row row : summary.layers()) {
      lines.add(row.name());
      row.costs().why().stream().distinct().forEach(reason -> lines.add("  " + reason));
      lines.add(
          "  output %s = %s numbers, · 4 bytes = %s"
              .formatted(
                  String.join("·", row.output().sizes().stream().map(String::valueOf).toList()),
                  count(row.costs().activations()),
                  count(row.costs().activationBytes())));
    }
    lines.addAll(totals(summary));
    return lines;
  }

  private static List<String> totals(Summary summary) {
    List<Summary.Row> layers = summary.layers();
    List<String> lines = new ArrayList<>();
    lines.add("all layers");
    lines.add(
        "  parameters %s, · 4 bytes = %s"
            .formatted(added(layers, Summary.Row::parameters), count(4 * summary.parameters())));
    if (summary.states() > 0) {
      lines.add("  states " + added(layers, Summary.Row::states));
    }
    Map<String, ToLongFunction<Costs>> numbers = new LinkedHashMap<>();
    numbers.put("weights", Costs::weights);
    numbers.put("biases", Costs::biases);
    numbers.put("multiply-adds", Costs::multiplyAdds);
    numbers.put("off padding", Costs::multiplyAddsInside);
    numbers.put("FLOPs forward", Costs::flopsForward);
    numbers.put("FLOPs backward", Costs::flopsBackward);
    numbers.forEach(
        (name, number) ->
            lines.add(
                "  %s %s".formatted(name, added(layers, row -> number.applyAsLong(row.costs())))));
    List<Summary.Row> values = new ArrayList<>(summary.inputs());
    values.addAll(layers);
    lines.add(
        "  activations %s, · 4 bytes = %s"
            .formatted(
                added(values, row -> row.costs().activations()), count(4 * summary.activations())));
    return lines;
  }

  /// `8 + 150 = 158`: what is not 0, and their sum.
  private static String added(List<Summary.Row> rows, ToLongFunction<Summary.Row> number) {
    List<String> terms =
        rows.stream().mapToLong(number).filter(it -> it != 0).mapToObj(SummaryText::count).toList();
    String sum = count(rows.stream().mapToLong(number).sum());
    return terms.size() < 2 ? sum : String.join(" + ", terms) + " = " + sum;
  }

  private static List<String> cells(Summary.Row row) {
    return List.of(
        row.name(),
        row.kind(),
        String.join("×", row.output().sizes().stream().map(String::valueOf).toList()),
        row.kind().equals("input") ? "" : count(row.parameters()),
        row.kind().equals("input") ? "" : count(row.multiplyAdds()),
        row.receptiveField());
  }

  /// A whole number with commas between thousands: `61,706`.
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
