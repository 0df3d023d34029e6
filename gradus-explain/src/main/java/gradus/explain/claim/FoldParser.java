package gradus.explain.claim;

import gradus.explain.claim.Term.Fold;
import gradus.explain.claim.Term.Range;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads sums and products over an index: `sum(k=1..K, …)`, `sum(…, k=1..K)`, `sum(… for k in
/// 1..K)`, `Σ_{k=1}^{K} …`, `Σ_k …`.
record FoldParser(PrimaryParser primary) {

  static final Set<String> NAMES = Set.of("sum", "prod", "max", "min", "mean");

  private static final Set<String> EXTREMES = Set.of("max", "min");

  /// An index and what is said of it.
  private record Head(String index, Optional<Range> range, Optional<Test> test) {}

  private Cursor cursor() {
    return primary.terms().cursor();
  }

  /// `Σ` or `Π`.
  Term sign() {
    Token sign = cursor().take();
    if (cursor().is("(")) {
      return argument(sign, sign.is("Σ") ? "sum" : "prod");
    }
    return lowered(sign, sign.is("Σ") ? "sum" : "prod");
  }

  private Term argument(Token sign, String function) {
    Cursor.Mark mark = cursor().mark();
    cursor().take();
    if (startsRange()) {
      return ranged(sign, function);
    }
    cursor().back(mark);
    return new Term.Call(sign.at(), function, List.of(primary.terms().operand()));
  }

  /// What follows `Σ` or `sum` when its index is a subscript.
  Term lowered(Token token, String function) {
    cursor().expect("_", "Name the index: Σ_{k=1}^{K} or sum(k=1..K, …).");
    Head head = cursor().is("{") ? braced() : new Head(name(), Optional.empty(), Optional.empty());
    if (cursor().is("^") && head.range().isPresent()) {
      cursor().take();
      Term to = cursor().is("{") || cursor().is("(") ? raised() : bare();
      head =
          new Head(
              head.index(), Optional.of(new Range(head.range().get().from(), to)), head.test());
    }
    Term body = primary.terms().product();
    return fold(token, function, head, body);
  }

  /// `N` of `Σ_{n=1}^N [ … ]`, which has no index.
  private Term bare() {
    return cursor().peek().kind() == Token.Kind.NUMBER
        ? primary.number()
        : IndexParser.split(cursor().name("an upper bound"));
  }

  private Term raised() {
    String close = cursor().take().is("{") ? "}" : ")";
    Term to = primary.terms().sum();
    cursor().expect(close, "Close the upper bound.");
    return to;
  }

  private String name() {
    return cursor().name("an index").text();
  }

  private Head braced() {
    cursor().take();
    Head head = head();
    cursor().expect("}", "Close the subscript of the sum.");
    return head;
  }

  /// `k`, `k=1`, `k=1..K`, `k in 1..K`, `k != i`, `k < n`.
  private Head head() {
    String index = name();
    Optional<Range> range = Optional.empty();
    Optional<Test> test = Optional.empty();
    if (cursor().skip("in")) {
      Term.Domain domain = new TestParser(primary.terms()).domain();
      if (domain instanceof Term.Domain.Integers(Optional<Term> from, Optional<Term> to)
          && from.isPresent()
          && to.isPresent()) {
        range = Optional.of(new Range(from.get(), to.get()));
      } else {
        throw cursor().wrong("a range such as 1..K", "A sum runs over integers.");
      }
    } else if (cursor().skip("=")) {
      Term from = primary.terms().sum();
      Term to =
          cursor().skip("..") || cursor().skip(":") || cursor().skip("to")
              ? primary.terms().sum()
              : from;
      range = Optional.of(new Range(from, to));
    } else if (cursor().relation().isPresent()) {
      Relation relation = cursor().relation().get();
      Term left = new Term.Name(cursor().take().at(), index);
      test = Optional.of(new Test.Chain(List.of(left, primary.terms().sum()), List.of(relation)));
    }
    return new Head(index, range, test);
  }

  /// Whether `k=1..K,`, `k in …,` or `k != i,` follows.
  boolean startsRange() {
    return startsRange(0);
  }

  private boolean startsRange(int ahead) {
    if (!cursor().peek(ahead).isName() || cursor().peek(ahead + 1).kind() == Token.Kind.END) {
      return false;
    }
    Token second = cursor().peek(ahead + 1);
    return second.is("=") || second.is("in") || second.is("!=");
  }

  /// After the parenthesis: terms and the parenthesis that closes them, or a body with its range
  /// behind it, which is one term: `x[k], k=1..K)`, `x[k] for k in 1..K)`.
  List<Term> arguments(Token token, String function) {
    List<Term> terms = new ArrayList<>(List.of(primary.terms().term()));
    boolean comma = cursor().is(",") || cursor().is(";");
    if ((comma || cursor().is("for")) && startsRange(1)) {
      cursor().take();
      Head head = head();
      cursor().expect(")", "Close the " + function + ".");
      return List.of(fold(token, function, head, terms.getFirst()));
    }
    while (cursor().skip(",") || cursor().skip(";")) {
      Token name = cursor().peek();
      boolean named = Modes.isNamed(cursor());
      if (named) {
        cursor().take();
        cursor().take();
      }
      Term next = primary.terms().term();
      terms.add(named ? new Term.Call(name.at(), name.text() + "=", List.of(next)) : next);
    }
    cursor().expect(")", "Separate terms by commas and close with ) .");
    boolean index =
        terms.size() == 2 && terms.getFirst() instanceof Term.Name && !EXTREMES.contains(function);
    if (index
        && !(terms.getLast() instanceof Term.Call(int _, String it, var _) && it.endsWith("="))) {
      Head head =
          new Head(((Term.Name) terms.getFirst()).name(), Optional.empty(), Optional.empty());
      return List.of(fold(token, function, head, terms.getLast()));
    }
    return terms;
  }

  /// After the parenthesis: `k=1..K, body)`.
  Term ranged(Token token, String function) {
    Head head = head();
    if (!cursor().skip(",") && !cursor().skip(";")) {
      throw cursor().wrong("a comma", "Write " + function + "(k=1..K, x[k]).");
    }
    Term body = primary.terms().term();
    cursor().expect(")", "Write " + function + "(k=1..K, x[k]).");
    return fold(token, function, head, body);
  }

  private static Term fold(Token token, String function, Head head, Term body) {
    if (function.equals("mean")) {
      return mean(token, head, body);
    }
    Combination kind =
        switch (function) {
          case "prod" -> Combination.PRODUCT;
          case "max" -> Combination.MAX;
          case "min" -> Combination.MIN;
          default -> Combination.SUM;
        };
    return new Fold(token.at(), kind, head.index(), head.range(), head.test(), body);
  }

  /// `1/(to − from + 1) Σ body`.
  private static Term mean(Token token, Head head, Term body) {
    int at = token.at();
    Range range =
        head.range()
            .orElseThrow(
                () ->
                    new ClaimException(
                        at, "a range of the mean", "none", "Write mean(k=1..K, x[k])."));
    Term sum = new Fold(at, Combination.SUM, head.index(), head.range(), head.test(), body);
    boolean first =
        range.from() instanceof Term.Figure(int _, var from)
            && from.equals(gradus.formula.Formula.ONE);
    Term one = new Term.Figure(at, gradus.formula.Formula.ONE);
    Term count =
        first
            ? range.to()
            : new Term.Binary(at, "+", new Term.Binary(at, "-", range.to(), range.from()), one);
    return new Term.Binary(at, "/", sum, count);
  }
}
