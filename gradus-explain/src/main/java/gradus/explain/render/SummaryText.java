package gradus.explain.render;

import gradus.explain.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A summary as a table of text.
public final class SummaryText {

  private SummaryText() {}

  /// The table and its totals, as lines.
  public static List<String> lines(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    summary.inputs().forEach(row -> rows.add(cells(row)));
    summary.layers().forEach(row -> rows.add(cells(row)));
    Table table =
        new Table(
            List.of("layer", "kind", "output", "parameters", "multiply-adds", "receptive field"),
            List.of(false, false, false, true, true, true),
            rows);
    List<String> lines = new ArrayList<>(table.lines());
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
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
