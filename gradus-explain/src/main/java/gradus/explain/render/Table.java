package gradus.explain.render;

import java.util.ArrayList;
import java.util.Collections;
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
    html.append(cells("th", header)).append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>").append(cells("td", row)).append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  /// Pages set the first column to the left and others to the right; what is otherwise says so.
  private String cells(String tag, List<String> row) {
    StringBuilder html = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      boolean usual = right.get(column) != (column == 0);
      String side = usual ? "" : right.get(column) ? " class=\"number\"" : " class=\"words\"";
      String cell = Html.escape(row.get(column));
      html.append("<%s%s>%s</%s>".formatted(tag, side, cell, tag));
    }
    return html.toString();
  }

  /// The same with the last column broken between words, so that no line is wider.
  ///
  /// @param width the most characters of a line; a word or another column alone may be wider
  public Table within(int width) {
    int last = header.size() - 1;
    int before = 0;
    for (int column = 0; column < last; column++) {
      int widest = length(header.get(column));
      for (List<String> row : rows) {
        widest = Math.max(widest, length(row.get(column)));
      }
      before += widest + 2;
    }
    List<List<String>> broken = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> start = row.subList(0, last);
      for (String part : broken(row.get(last), width - before)) {
        List<String> line = new ArrayList<>(start);
        line.add(part);
        broken.add(line);
        start = Collections.nCopies(last, "");
      }
    }
    return new Table(header, right, broken);
  }

  private static List<String> broken(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && length(line.toString()) + 1 + length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
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
