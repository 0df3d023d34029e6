package gradus.explain.notation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// LaTeX for its mathematics mode; `amsmath` has all that is used.
record LatexMarks() implements Marks {

  private static final Set<String> COMMANDS =
      Set.of("log", "exp", "sin", "cos", "tanh", "max", "min", "det", "ln");

  @Override
  public String number(String digits) {
    int exponent = digits.indexOf('E');
    if (exponent < 0) {
      return digits;
    }
    String power = "10^{" + digits.substring(exponent + 1) + "}";
    return digits.startsWith("1.0E") ? power : digits.substring(0, exponent) + "\\cdot " + power;
  }

  @Override
  public String name(String name) {
    if (name.startsWith("δ_")) {
      return "{\\delta_{" + name(name.substring(2)) + "}}";
    }
    String plain = name.replace("′", "");
    String primes = "'".repeat(name.length() - plain.length());
    String spelt = Letters.spelt(Letters.greek(plain));
    if (!spelt.equals(plain) || !Letters.greek(spelt).equals(spelt)) {
      return "\\" + spelt + primes;
    }
    if (plain.endsWith("\u0302")) {
      return "\\hat{" + name(plain.substring(0, plain.length() - 1)) + "}" + primes;
    }
    if (plain.matches("[A-Za-z]")) {
      return plain + primes;
    }
    return (plain.matches("\\p{L}\\p{N}*") ? "\\mathit{" : "\\mathrm{")
        + plain.codePoints().mapToObj(LatexMarks::sign).collect(Collectors.joining())
        + "}"
        + primes;
  }

  /// A sign of a name: names of layers and parameters may hold any.
  private static String sign(int sign) {
    int raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign);
    if (raised >= 0) {
      return "^{" + raised + "}";
    }
    String plain = Character.toString(sign);
    String greek = Letters.spelt(plain);
    if (!greek.equals(plain)) {
      return "\\" + greek + " ";
    }
    return switch (plain) {
      case "_", "#", "$", "%", "&", "{", "}" -> "\\" + plain;
      case "\\" -> "\\backslash ";
      case "^", "~" -> "\\text{\\" + plain + "{}}";
      case "−" -> "-";
      default -> sign < 128 ? plain : "";
    };
  }

  @Override
  public String constant(String name) {
    return switch (name) {
      case "infinity" -> "\\infty";
      case "pi" -> "\\pi";
      case "transpose" -> "\\top";
      case "e" -> "e";
      default -> "\\mathrm{" + name + "}";
    };
  }

  @Override
  public String between(String sign) {
    return switch (sign) {
      case "−" -> " - ";
      case "≤" -> " \\le ";
      case "≥" -> " \\ge ";
      case "≠" -> " \\ne ";
      case "∧" -> " \\text{ and } ";
      case "∨" -> " \\text{ or } ";
      case "mod" -> " \\bmod ";
      case "⊙" -> " \\odot ";
      default -> " " + sign + " ";
    };
  }

  @Override
  public String before(String sign) {
    return sign.equals("−") ? "-" : "\\lnot ";
  }

  @Override
  public String product(String left, String right, boolean close) {
    return left + (close ? " \\, " : " \\cdot ") + right;
  }

  @Override
  public boolean stacksQuotients() {
    return true;
  }

  @Override
  public String quotient(String above, String below) {
    return "\\frac{" + above + "}{" + below + "}";
  }

  @Override
  public String power(String base, String exponent) {
    return (base.endsWith("'") ? "{" + base + "}" : base) + "^{" + exponent + "}";
  }

  @Override
  public String entry(String tensor, List<String> index, boolean letter) {
    if (index.isEmpty()) {
      return name(tensor);
    }
    // (δ_z)_{n, i}: the indices are no part of the name below δ
    String name = tensor.startsWith("δ_") ? "(" + name(tensor) + ")" : name(tensor);
    return name + "_{" + String.join(", ", index) + "}";
  }

  @Override
  public String call(String function, List<String> arguments) {
    String name =
        COMMANDS.contains(function)
            ? "\\" + function
            : function.equals("sigmoid") ? "\\sigma" : operator(function);
    return arguments.isEmpty() ? name : name + enclosed("(", String.join(", ", arguments), ")");
  }

  private static String operator(String name) {
    return "\\operatorname{" + name.replace("_", "\\_") + "}";
  }

  @Override
  public String root(String term, boolean atom) {
    return "\\sqrt{" + term + "}";
  }

  @Override
  public String derivative(String term, boolean atom, String by, int order) {
    String above = order == 1 ? "\\partial" : "\\partial^{%d}".formatted(order);
    String below = "\\partial " + (order == 1 ? by : "{%s}^{%d}".formatted(by, order));
    return atom
        ? quotient(above + " " + term, below)
        : quotient(above, below) + enclosed("(", term, ")");
  }

  @Override
  public String fold(String sign, List<String> range, String body) {
    String first = range.get(0) + "=" + range.get(1);
    return switch (sign) {
      case "Σ" -> "\\sum_{%s}^{%s} %s".formatted(first, range.get(2), body);
      case "Π" -> "\\prod_{%s}^{%s} %s".formatted(first, range.get(2), body);
      default -> {
        String name = COMMANDS.contains(sign) ? "\\" + sign : operator(sign) + "\\limits";
        yield "%s_{%s \\le %s \\le %s} %s"
            .formatted(name, range.get(1), range.get(0), range.get(2), body);
      }
    };
  }

  @Override
  public String cases(List<Row> rows, String otherwise) {
    return rows.stream()
        .map(row -> row.term() + " & \\text{if } " + row.condition() + " \\\\ ")
        .collect(
            Collectors.joining(
                "", "\\begin{cases} ", otherwise + " & \\text{otherwise} \\end{cases}"));
  }

  @Override
  public String enclosed(String open, String term, String close) {
    String left = delimiter(open);
    String right = delimiter(close);
    boolean tall = term.contains("\\frac") || term.contains("\\sum") || term.contains("\\begin");
    return tall ? "\\left" + left + term + "\\right" + right : left + term + right;
  }

  private static String delimiter(String sign) {
    return switch (sign) {
      case "⌊" -> "\\lfloor ";
      case "⌋" -> "\\rfloor ";
      default -> sign;
    };
  }
}
