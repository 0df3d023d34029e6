package gradus.explain.notation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Presentation MathML, without the `math` element around it.
record MathmlMarks() implements Marks {

  private static final Set<String> WORDS = Set.of("∧", "∨");

  /// What takes more than one line.
  private static final List<String> TALL = List.of("<mfrac>", "<munder", "<mtable");

  private static String row(String content) {
    return "<mrow>" + content + "</mrow>";
  }

  private static String sign(String sign) {
    return "<mo>" + escaped(sign) + "</mo>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String number(String digits) {
    int exponent = digits.indexOf('E');
    if (exponent < 0) {
      return "<mn>" + digits + "</mn>";
    }
    String power = digits.substring(exponent + 1).replace("-", "−");
    String ten = "<msup><mn>10</mn><mn>%s</mn></msup>".formatted(power);
    return digits.startsWith("1.0E")
        ? ten
        : "<mn>%s</mn><mo>·</mo>%s".formatted(digits.substring(0, exponent), ten);
  }

  @Override
  public String name(String name) {
    int below = name.indexOf('_');
    // a letter before it: what follows is an index; else it joins the words of a name
    return below > 0
            && below < name.length() - 1
            && Letters.greek(name.substring(0, below)).length() == 1
        ? "<msub><mi>%s</mi>%s</msub>"
            .formatted(
                escaped(Letters.greek(name.substring(0, below))), name(name.substring(below + 1)))
        : "<mi>" + escaped(Letters.greek(name)) + "</mi>";
  }

  @Override
  public String constant(String name) {
    return switch (name) {
      case "infinity" -> "<mi>∞</mi>";
      case "pi" -> "<mi>π</mi>";
      case "transpose" -> "<mo>⊤</mo>";
      default -> "<mi>" + escaped(name) + "</mi>";
    };
  }

  @Override
  public String between(String sign) {
    if (WORDS.contains(sign)) {
      return "<mtext>&#xA0;" + (sign.equals("∧") ? "and" : "or") + "&#xA0;</mtext>";
    }
    return sign.equals("mod")
        ? "<mspace width=\"0.3em\"/><mi>mod</mi><mspace width=\"0.3em\"/>"
        : sign(sign);
  }

  @Override
  public String before(String sign) {
    return "<mo form=\"prefix\">" + sign + "</mo>";
  }

  @Override
  public String product(String left, String right, boolean close) {
    return left + (close ? "<mspace width=\"0.17em\"/>" : sign("·")) + right;
  }

  @Override
  public boolean stacksQuotients() {
    return true;
  }

  @Override
  public String quotient(String above, String below) {
    return "<mfrac>" + row(above) + row(below) + "</mfrac>";
  }

  @Override
  public String power(String base, String exponent) {
    return "<msup>" + row(base) + row(exponent) + "</msup>";
  }

  @Override
  public String entry(String tensor, List<String> index, boolean letter) {
    return index.isEmpty()
        ? name(tensor)
        : "<msub>" + name(tensor) + row(String.join(sign(","), index)) + "</msub>";
  }

  @Override
  public String call(String function, List<String> arguments) {
    String name = "<mi>" + escaped(function.equals("sigmoid") ? "σ" : function) + "</mi>";
    return arguments.isEmpty()
        ? name
        : name + enclosed("(", String.join(sign(","), arguments), ")");
  }

  @Override
  public String root(String term, boolean atom) {
    return "<msqrt>" + row(term) + "</msqrt>";
  }

  @Override
  public String derivative(String term, boolean atom, String by, int order) {
    String number = "<mn>%d</mn>".formatted(order);
    String above = order == 1 ? sign("∂") : "<msup>%s%s</msup>".formatted(sign("∂"), number);
    String below = sign("∂") + (order == 1 ? by : "<msup>%s%s</msup>".formatted(row(by), number));
    return atom ? quotient(above + term, below) : quotient(above, below) + enclosed("(", term, ")");
  }

  @Override
  public String fold(String sign, List<String> range, String body) {
    return switch (sign) {
      case "Σ", "Π" ->
          row(
              "<munderover>%s%s%s</munderover>%s"
                  .formatted(
                      sign(sign.equals("Σ") ? "∑" : "∏"),
                      row(range.get(0) + sign("=") + range.get(1)),
                      row(range.get(2)),
                      body));
      default -> {
        String between = range.get(1) + sign("≤") + range.get(0) + sign("≤") + range.get(2);
        yield row("<munder><mo>%s</mo>%s</munder>%s".formatted(sign, row(between), body));
      }
    };
  }

  @Override
  public String cases(List<Row> rows, String otherwise) {
    String table =
        rows.stream()
            .map(row -> line(row.term(), "<mtext>if&#xA0;</mtext>" + row.condition()))
            .collect(Collectors.joining());
    return row(
        "<mo>{</mo><mtable columnalign=\"left left\">%s%s</mtable>"
            .formatted(table, line(otherwise, "<mtext>otherwise</mtext>")));
  }

  private static String line(String term, String when) {
    return "<mtr><mtd>" + row(term) + "</mtd><mtd>" + row(when) + "</mtd></mtr>";
  }

  @Override
  public String enclosed(String open, String term, String close) {
    boolean tall = TALL.stream().anyMatch(term::contains);
    return row(delimiter("prefix", open, tall) + term + delimiter("postfix", close, tall));
  }

  /// A delimiter grows with what is tall only: around one line, fonts without tables for
  /// mathematics would make it half as high again.
  private static String delimiter(String form, String sign, boolean tall) {
    return "<mo form=\"%s\" stretchy=\"%s\">%s</mo>".formatted(form, tall, sign);
  }
}
