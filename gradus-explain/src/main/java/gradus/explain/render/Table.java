package gradus.explain.render;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in aligned columns.
///
/// @param header the names of the columns
/// @param right for each column whether it is aligned to the right, as numbers are
/// @param rows the cells, row by row
public record Table(List<String> header, List<Boolean> right, List<List<String>> rows) {

  public Table {
    header = List.copyOf(header);
    right = List.copyOf(right);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// The table as lines, the header underlined.
  public List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < header.size(); column++) {
      int width = length(header.get(column));
      for (List<String> row : rows) {
        width = Math.max(width, length(row.get(column)));
      }
      widths.add(width);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths));
    lines.add("─".repeat(widths.stream().mapToInt(width -> width + 2).sum() - 2));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  /// The table as HTML.
  public String html() {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    header.forEach(it -> html.append("<th>").append(Html.escape(it)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(it -> html.append("<td>").append(Html.escape(it)).append("</td>"));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String space = " ".repeat(widths.get(column) - length(cell));
      line.append(right.get(column) ? space + cell : cell + space).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
