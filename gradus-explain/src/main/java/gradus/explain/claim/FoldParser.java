package gradus.explain.claim;

import gradus.explain.claim.HeadParser.Head;
import gradus.explain.claim.Term.Range;
import gradus.formula.Formula.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads sums and products over indices: `sum(k=1..K, …)`, `sum(…, k=1..K)`, `sum(… for k in
/// 1..K)`, `Σ_{k=1}^{K} …`, `Σ_k …`, `Σ_{i<j} …`.
record FoldParser(PrimaryParser primary) {

  static final Set<String> NAMES = Set.of("sum", "prod", "max", "min", "mean");

  private static final Set<String> EXTREMES = Set.of("max", "min");

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
    return Bars.within(new Term.Call(sign.at(), function, List.of(primary.terms().operand())));
  }

  /// What follows `Σ` or `sum` when its index is a subscript.
  Term lowered(Token token, String function) {
    cursor().expect("_", "Name the index: Σ_{k=1}^{K} or sum(k=1..K, …).");
    Head head = cursor().is("{") ? braced() : Head.of(cursor().name("an index").text());
    if (cursor().is("^") && (head.range().isPresent() || head.isPlain())) {
      cursor().take();
      head = head.upTo(cursor().is("{") || cursor().is("(") ? raised() : bare());
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

  private Head braced() {
    cursor().take();
    Head head = heads().read();
    cursor().expect("}", "Close the subscript of the sum.");
    return head;
  }

  private HeadParser heads() {
    return new HeadParser(primary.terms());
  }

  /// Whether `k=1..K,`, `k in …,` or `i < j,` follows.
  boolean startsRange() {
    return heads().startsRange(0);
  }

  /// After the parenthesis: terms and the parenthesis that closes them, or a body with its range
  /// behind it, which is one term: `x[k], k=1..K)`, `x[k] for k in 1..K)`.
  List<Term> arguments(Token token, String function) {
    List<Term> terms = new ArrayList<>(List.of(primary.terms().term()));
    boolean comma = cursor().is(",") || cursor().is(";");
    if ((comma || cursor().is("for")) && heads().startsRange(1)) {
      cursor().take();
      Head head = heads().read();
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
    if (terms.size() == 2
        && terms.getFirst() instanceof Term.Name(int _, String index)
        && (!EXTREMES.contains(function) || isIndex(index, terms.getLast()))
        && !(terms.getLast() instanceof Term.Call(int _, String it, var _) && it.endsWith("="))) {
      Head head = Head.of(index);
      return List.of(fold(token, function, head, terms.getLast()));
    }
    return terms;
  }

  /// Whether a name is the index of an entry: of `max(i, x[i])`, not of `max(a, b)`.
  private static boolean isIndex(String name, Term term) {
    return switch (term) {
      case Term.Index(int _, Term of, List<Term> index, boolean _) ->
          index.stream().anyMatch(it -> it instanceof Term.Name(int _, String n) && n.equals(name))
              || isIndex(name, of);
      case Term.Minus(int _, Term of) -> isIndex(name, of);
      case Term.Binary(int _, String _, Term left, Term right) ->
          isIndex(name, left) || isIndex(name, right);
      case Term.Call(int _, String _, List<Term> arguments) ->
          arguments.stream().anyMatch(it -> isIndex(name, it));
      case Term.Fold fold -> isIndex(name, fold.body());
      default -> false;
    };
  }

  /// After the parenthesis: `k=1..K, body)`.
  Term ranged(Token token, String function) {
    Head head = heads().read();
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
    return head.over(token.at(), kind, body);
  }

  /// `1/(to − from + 1) Σ body`, of one number or more.
  private static Term mean(Token token, Head head, Term body) {
    int at = token.at();
    if (head.range().isEmpty() || head.test().isPresent()) {
      throw new ClaimException(
          at, "a range of the mean", "none", "Write mean(k=1..K, x[k]) or sum(…)/n.");
    }
    Range range = head.range().get();
    Term sum = head.over(at, Combination.SUM, body);
    boolean first =
        range.from() instanceof Term.Figure(int _, var from)
            && from.equals(gradus.formula.Formula.ONE);
    Term one = new Term.Figure(at, gradus.formula.Formula.ONE);
    Term count =
        first
            ? range.to()
            : new Term.Binary(at, "+", new Term.Binary(at, "-", range.to(), range.from()), one);
    return new Term.Binary(at, "/", sum, new Term.Call(at, Names.HOW_MANY, List.of(count)));
  }
}
