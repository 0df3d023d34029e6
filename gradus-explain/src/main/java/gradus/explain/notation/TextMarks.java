package gradus.explain.notation;

import java.util.List;
import java.util.stream.Collectors;

/// One line of Unicode.
record TextMarks() implements Marks {

  @Override
  public String number(String digits) {
    int exponent = digits.indexOf('E');
    if (exponent < 0) {
      return digits;
    }
    String power = "10" + Letters.raised(digits.substring(exponent + 1).replace('-', '−'));
    return digits.startsWith("1.0E") ? power : digits.substring(0, exponent) + "·" + power;
  }

  @Override
  public String name(String name) {
    return Letters.greek(name);
  }

  @Override
  public String constant(String name) {
    return switch (name) {
      case "infinity" -> "∞";
      case "pi" -> "π";
      case "transpose" -> "ᵀ";
      default -> name;
    };
  }

  @Override
  public String between(String sign) {
    return switch (sign) {
      case "∧" -> " and ";
      case "∨" -> " or ";
      default -> " " + sign + " ";
    };
  }

  @Override
  public String before(String sign) {
    return sign;
  }

  @Override
  public String product(String left, String right, boolean close) {
    return left + "·" + right;
  }

  @Override
  public boolean stacksQuotients() {
    return false;
  }

  @Override
  public String quotient(String above, String below) {
    return above + "/" + below;
  }

  @Override
  public String power(String base, String exponent) {
    if (!base.equals("e") && Letters.canRaise(exponent)) {
      return base + Letters.raised(exponent);
    }
    if (exponent.equals("ᵀ")) {
      return base + exponent;
    }
    return base + "^" + (isOneSign(exponent) ? exponent : "{" + exponent + "}");
  }

  private static boolean isOneSign(String drawn) {
    return drawn.codePointCount(0, drawn.length()) == 1;
  }

  @Override
  public String entry(String tensor, List<String> index, boolean letter) {
    String name = name(tensor);
    if (index.isEmpty()) {
      return name;
    }
    if (letter && isOneSign(name) && Letters.canLower(index.getFirst())) {
      return name + Letters.lowered(index.getFirst());
    }
    return name
        + index.stream().map(TextMarks::compact).collect(Collectors.joining(", ", "[", "]"));
  }

  /// Without the spaces around signs, as in a subscript.
  private static String compact(String drawn) {
    return drawn.replaceAll(" ([+−]) ", "$1");
  }

  @Override
  public String call(String function, List<String> arguments) {
    String name = function.equals("sigmoid") ? "σ" : function;
    boolean word = arguments.isEmpty() && (name.equals("true") || name.equals("false"));
    return word ? name : name + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  public String root(String term, boolean atom) {
    return atom && !term.startsWith("{") ? "√" + term : "√(" + term + ")";
  }

  @Override
  public String derivative(String term, boolean atom, String by, int order) {
    String times = order == 1 ? "" : Letters.raised(String.valueOf(order));
    return atom
        ? "∂%s%s/∂%s%s".formatted(times, term, by, times)
        : "∂%s/∂%s%s (%s)".formatted(times, by, times, term);
  }

  @Override
  public String fold(String sign, List<String> range, String body) {
    return "%s_{%s=%s..%s} %s"
        .formatted(sign, range.get(0), compact(range.get(1)), compact(range.get(2)), body);
  }

  @Override
  public String cases(List<Row> rows, String otherwise) {
    return rows.stream()
        .map(row -> row.term() + " if " + row.condition() + "; ")
        .collect(Collectors.joining("", "{", otherwise + " otherwise}"));
  }

  @Override
  public String enclosed(String open, String term, String close) {
    return open + term + close;
  }
}
