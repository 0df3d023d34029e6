package gradus.explain.claim;

import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Slope;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads derivatives: `d/da f`, `d f / d x[j]`, `∂²f/∂x∂y`, `\frac{∂f}{∂x}`, `∇_x L`.
record SlopeParser(PrimaryParser primary) {

  private Cursor cursor() {
    return primary.terms().cursor();
  }

  /// What follows `∂`, `∇` or `\frac`.
  Term slope() {
    Token token = cursor().peek();
    if (token.is("∇")) {
      return gradient();
    }
    if (token.is("\\frac")) {
      return fraction();
    }
    return leibniz(Optional.empty());
  }

  private Term gradient() {
    int at = cursor().take().at();
    boolean second = false;
    if (cursor().is("^")) {
      cursor().take();
      primary.terms().exponent();
      second = true;
    }
    String function = second ? "hessian" : "grad";
    if (!cursor().skip("_")) {
      return new Call(at, function, List.of(primary.terms().body(List.of())));
    }
    Term by = cursor().skip("{") ? closed("}") : IndexParser.split(cursor().name("a name"));
    return new Call(at, function, List.of(primary.terms().body(List.of(by)), by));
  }

  private Term closed(String close) {
    Term term = primary.terms().term();
    cursor().expect(close, "Close what was opened.");
    return term;
  }

  private Term fraction() {
    int at = cursor().take().at();
    if (!cursor().is("{")) {
      return new Term.Binary(at, "/", single(), single());
    }
    cursor().take();
    if (cursor().is("∂") || (startsWithLetter() && isOperator(cursor().peek(1)))) {
      Cursor.Mark mark = cursor().mark();
      try {
        return leibniz(Optional.of("}"));
      } catch (ClaimException notADerivative) {
        if (!cursor().is("∂") && !cursor().last().is("∂")) {
          cursor().back(mark);
          return quotient(at);
        }
        throw notADerivative;
      }
    }
    return quotient(at);
  }

  /// What stands in braces, or one number or name without: `\frac1N`.
  private Term single() {
    if (cursor().skip("{")) {
      return closed("}");
    }
    if (cursor().peek().kind() == Token.Kind.NUMBER) {
      return primary.number();
    }
    return IndexParser.split(cursor().name("{: a fraction is \\frac{above}{below}"));
  }

  private static boolean isOperator(Token next) {
    return next.is("}") || next.isName() || next.is("^");
  }

  private Term quotient(int at) {
    Term above = closed("}");
    Term below = single();
    return new Term.Binary(at, "/", above, below);
  }

  /// Whether a name stands here that may begin a derivative: `d`, `dL`.
  boolean startsWithLetter() {
    String text = cursor().peek().text();
    if (!cursor().peek().isName() || !text.startsWith("d") || cursor().isDefined(text)) {
      return false;
    }
    return text.equals("d")
        || (SlopeAhead.isDenominator(cursor().peek(2)) && cursor().peek(1).is("/"));
  }

  /// A derivative written with d, or nothing if d is a name here.
  Optional<Term> attempt() {
    Cursor.Mark mark = cursor().mark();
    try {
      return Optional.of(leibniz(Optional.empty()));
    } catch (ClaimException notADerivative) {
      boolean surely =
          cursor().mark().place() > mark.place()
              && String.valueOf(notADerivative.getMessage()).contains("derivative");
      cursor().back(mark);
      if (surely) {
        throw notADerivative;
      }
      return Optional.empty();
    }
  }

  /// A quotient of differentials; `brace` closes the numerator and the denominator of a fraction.
  private Term leibniz(Optional<String> brace) {
    Token first = cursor().take();
    if (first.is("∂") && brace.isEmpty() && cursor().skip("_")) {
      return lowered(first);
    }
    boolean numbered = isNumbered(first);
    int order = numbered ? first.text().charAt(1) - '0' : order();
    boolean glued = !first.is("∂") && !first.is("d") && !numbered;
    Optional<Term> above = Optional.empty();
    if (glued) {
      above = Optional.of(IndexParser.split(rest(first)));
    } else if (!divides(brace)) {
      above = Optional.of(function(brace).orElseGet(primary.terms()::power));
    }
    List<Term> by;
    if (brace.isPresent()) {
      cursor().expect("}", "Close the numerator.");
      cursor().expect("{", "A fraction is \\frac{above}{below}.");
      by = denominators(order, numbered);
      cursor().expect("}", "Close the denominator.");
    } else {
      cursor().expect("/", "Say by what: d f / d x.");
      boolean open = cursor().skip("(");
      by = denominators(order, numbered);
      if (open) {
        cursor().expect(")", "Close the denominator.");
      }
    }
    if (by.size() == 1 && order > 1) {
      by = java.util.Collections.nCopies(order, by.getFirst());
    } else if (by.size() != order) {
      throw cursor()
          .wrong(
              "a derivative of order " + order + " by as many names",
              "Write d^2/da^2 or ∂²f/∂x∂y.");
    }
    Term function = above.isPresent() ? above.get() : primary.terms().body(by);
    return new Slope(first.at(), applied(function, by), by);
  }

  /// A function by its name alone: `d tanh/da`.
  private Optional<Term> function(Optional<String> brace) {
    Token name = cursor().peek();
    boolean alone =
        name.isName()
            && Names.SCALAR.contains(Names.function(name.text()))
            && cursor().peek(1).is(brace.orElse("/"));
    return alone ? Optional.of(IndexParser.split(cursor().take())) : Optional.empty();
  }

  /// `∂σ/∂a` is the derivative of `σ(a)`, where σ is a function and stands for no number.
  private Term applied(Term function, List<Term> by) {
    return function instanceof Name(int at, String name)
            && Names.SCALAR.contains(Names.function(name))
            && !cursor().isNumber(name)
            && by.stream().allMatch(by.getFirst()::equals)
        ? new Call(at, Names.function(name), List.of(by.getFirst()))
        : function;
  }

  /// `∂_x f`, `∂_{x_j} f`.
  private Term lowered(Token first) {
    Term by =
        cursor().skip("{")
            ? closed("}")
            : IndexParser.split(cursor().name("a name to differentiate by"));
    return new Slope(first.at(), primary.terms().body(List.of(by)), List.of(by));
  }

  /// `d2` of `d2/da2`, where `da2` stands below.
  private boolean isNumbered(Token first) {
    String below = cursor().peek(1).text();
    return first.text().matches("d[2-6]")
        && cursor().is("/")
        && below.matches("d\\p{L}+\\d")
        && below.charAt(below.length() - 1) == first.text().charAt(1);
  }

  private boolean divides(Optional<String> brace) {
    return cursor().is(brace.orElse("/"));
  }

  private static Token rest(Token glued) {
    return new Token(Token.Kind.NAME, glued.text().substring(1), glued.at() + 1, glued.end());
  }

  private int order() {
    if (!cursor().is("^")) {
      return 1;
    }
    Cursor.Mark mark = cursor().mark();
    cursor().take();
    Term exponent = primary.atomOrBraces();
    if (exponent instanceof Figure(int _, Formula value)
        && value instanceof Formula.Num n
        && n.denominator().equals(java.math.BigInteger.ONE)
        && n.numerator().bitLength() < 4
        && n.numerator().intValue() >= 1
        && n.numerator().intValue() <= 6) {
      return n.numerator().intValue();
    }
    cursor().back(mark);
    return 1;
  }

  /// `∂x[j]`, `da^2`, `∂x∂y`.
  private List<Term> denominators(int order, boolean numbered) {
    List<Term> by = new ArrayList<>();
    do {
      Token token = cursor().peek();
      if (!SlopeAhead.isDenominator(token)) {
        throw cursor().wrong("d or ∂ and a name", "Say by what: d f / d x.");
      }
      cursor().take();
      boolean glued = token.isName() && token.text().length() > 1;
      Token name = glued ? rest(token) : cursor().name("a name");
      if (numbered) {
        String text = name.text().substring(0, name.text().length() - 1);
        name = new Token(Token.Kind.NAME, text, name.at(), name.end() - 1);
      }
      Term base = IndexParser.split(name);
      if (cursor().is("^") && cursor().peek(2).is("_")) {
        cursor().take();
        Token label = cursor().take();
        base = new Name(name.at(), name.text() + label.text());
      }
      boolean apart = cursor().is("[") && cursor().peek().at() > cursor().last().end();
      Term variable = apart ? base : new IndexParser(primary.terms()).indexed(base);
      int times = order();
      if (cursor().is("_")) {
        variable = new IndexParser(primary.terms()).indexed(variable);
      }
      by.addAll(java.util.Collections.nCopies(times, variable));
    } while ((cursor().is("∂") && (by.size() < order || !new SlopeAhead(cursor()).isAnother()))
        || (by.size() < order && cursor().is("d") && cursor().peek(1).isName())
        || (by.size() < order && cursor().peek().text().matches("d\\p{L}_\\w{1,2}"))
        || (cursor().peek().isName()
            && cursor().peek().text().length() > 1
            && cursor().peek().text().length() <= 3
            && cursor().peek().text().startsWith("d")
            && !Names.isFunction(Names.function(cursor().peek().text()))));
    return by;
  }
}
