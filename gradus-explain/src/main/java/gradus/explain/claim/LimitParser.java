package gradus.explain.claim;

import gradus.algebra.Goal.Limit.Side;
import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Minus;
import gradus.explain.claim.Term.Name;
import gradus.formula.Condition.Relation;
import java.util.Optional;
import java.util.Set;

/// Reads limits: `lim(a -> inf) f = 1`, `limit(f, a, -inf) = 0`, `lim_{a→0⁺} f = 1`, `f -> 1 as a
/// -> inf`.
record LimitParser(TermParser terms) {

  /// How what has no bound is named in a tree.
  static final String INFINITY = "∞";

  private static final Set<String> INFINITIES =
      Set.of(INFINITY, "inf", "infty", "infinity", "Infinity", "Inf", "oo");

  private static final Set<String> VERBS = Set.of("tends", "converges", "goes", "approaches");

  private static final String FORM = "Write lim(a -> inf) sigmoid(a) = 1.";

  /// Where a variable goes.
  private record Way(Term by, Term place, Side side) {}

  /// A function, and where its variable goes.
  private record Body(int at, Term function, Way way) {}

  private Cursor cursor() {
    return terms.cursor();
  }

  /// Whether a limit is written here.
  boolean starts() {
    Token word = cursor().peek();
    boolean called = Set.of("(", "_", "[", "{").contains(cursor().peek(1).text());
    boolean arrow = cursor().peek(2).is("->");
    boolean named = (word.is("lim") || word.is("limit")) && (called || arrow);
    return word.isName()
        && (named || word.text().startsWith("lim_"))
        && !cursor().isDefined(word.text());
  }

  /// A limit and what it is compared with.
  Sentence read() {
    Body body = body();
    Optional<Relation> relation = cursor().relation();
    if (relation.isEmpty() && !cursor().is("->")) {
      throw cursor().wrong("= after a limit", FORM);
    }
    cursor().take();
    return limit(body, relation.orElse(Relation.EQ), value());
  }

  /// `1 = lim(a -> inf) f`, of which the left side has been read.
  Sentence turned(Term value, Relation relation) {
    return limit(body(), relation.turned(), value);
  }

  private Body body() {
    Token word = cursor().take();
    if (word.text().startsWith("lim_")) {
      Way way = way(new Name(word.at() + 4, word.text().substring(4)));
      return new Body(word.at(), terms.term(), way);
    }
    cursor().skip("_");
    boolean open = cursor().is("(") || cursor().is("{") || cursor().is("[");
    if (!open) {
      Way way = way(name());
      return new Body(word.at(), terms.term(), way);
    }
    String close = cursor().is("(") ? ")" : cursor().is("{") ? "}" : "]";
    cursor().take();
    if (cursor().peek().isName() && goes(1)) {
      Way way = way(name());
      cursor().expect(close, FORM);
      return new Body(word.at(), terms.term(), way);
    }
    Term function = terms.term();
    cursor().expect(",", "Write limit(sigmoid(a), a, inf) = 1.");
    Term by = name();
    Way way = goes(0) ? way(by) : cursor().skip(",") ? place(by) : wrongWay();
    cursor().expect(close, "Write limit(sigmoid(a), a, inf) = 1.");
    return new Body(word.at(), function, way);
  }

  private Way wrongWay() {
    throw cursor().wrong("where the variable goes", "Write limit(sigmoid(a), a, inf) = 1.");
  }

  private boolean goes(int ahead) {
    return Set.of("->", "=", "to", "↓", "↘", "↑", "↗").contains(cursor().peek(ahead).text());
  }

  private Term name() {
    return IndexParser.split(cursor().name("the variable of the limit"));
  }

  private Way way(Term by) {
    if (!goes(0)) {
      throw cursor().wrong("->", FORM);
    }
    String arrow = cursor().take().text();
    Way way = place(by);
    return switch (arrow) {
      case "↓", "↘" -> new Way(by, way.place(), Side.ABOVE);
      case "↑", "↗" -> new Way(by, way.place(), Side.BELOW);
      default -> way;
    };
  }

  /// A place, and the side from which it is reached: `0+`, `0^+`, `0^{-}`.
  private Way place(Term by) {
    boolean minus = cursor().is("-");
    int at = cursor().peek().at();
    if (minus || cursor().is("+")) {
      cursor().take();
    }
    Term plain = infinite().orElseGet(this::point);
    Term place = minus ? new Minus(at, plain) : plain;
    boolean raised = cursor().is("^");
    int skipped = raised && cursor().peek(1).is("{") ? 2 : raised ? 1 : 0;
    Token sign = cursor().peek(skipped);
    if (!sign.is("+") && !sign.is("-")) {
      return new Way(by, place, Side.BOTH);
    }
    for (int i = 0; i <= skipped + (skipped == 2 ? 1 : 0); i++) {
      cursor().take();
    }
    return new Way(by, place, sign.is("+") ? Side.ABOVE : Side.BELOW);
  }

  /// A number or name, or a quotient of such.
  private Term point() {
    Term point = new PrimaryParser(terms).postfix();
    while (cursor().is("/")) {
      int at = cursor().take().at();
      point = new Binary(at, "/", point, new PrimaryParser(terms).postfix());
    }
    return point;
  }

  private Optional<Term> infinite() {
    Token token = cursor().peek();
    if (!INFINITIES.contains(token.text())) {
      return Optional.empty();
    }
    cursor().take();
    return Optional.of(new Name(token.at(), INFINITY));
  }

  private static Sentence limit(Body body, Relation relation, Term value) {
    Way way = body.way();
    return new Sentence.Limit(
        body.at(), body.function(), way.by(), way.place(), way.side(), relation, value);
  }

  /// What a limit is compared with.
  Term value() {
    if (starts()) {
      throw cursor().wrong("a number to compare a limit with", "Compare each limit with a number.");
    }
    int signs = cursor().is("-") || cursor().is("+") ? 1 : 0;
    if (!INFINITIES.contains(cursor().peek(signs).text())) {
      return terms.term();
    }
    boolean minus = cursor().is("-");
    int at = cursor().peek().at();
    if (signs > 0) {
      cursor().take();
    }
    Term infinity = infinite().orElseThrow();
    return minus ? new Minus(at, infinity) : infinity;
  }

  /// `f -> 1 as a -> inf`, `f tends to 1 for a -> inf`, where `f` has been read.
  Optional<Sentence> after(Term function) {
    Cursor.Mark mark = cursor().mark();
    boolean verb = VERBS.contains(cursor().peek().text());
    int at = cursor().take().at();
    if (verb) {
      cursor().skip("to");
    }
    Term value = value();
    boolean open = cursor().skip("(");
    if (!open && !cursor().skip("as") && !cursor().skip("when") && !cursor().skip("if")) {
      if (!cursor().skip("for") && !cursor().skip(",")) {
        cursor().back(mark);
        return Optional.empty();
      }
    }
    cursor().skip("as");
    if (!cursor().peek().isName() || !goes(1)) {
      cursor().back(mark);
      return Optional.empty();
    }
    Way way = way(name());
    if (open) {
      cursor().expect(")", "Write f -> 1 (a -> inf).");
    }
    return Optional.of(limit(new Body(at, function, way), Relation.EQ, value));
  }

  /// Whether something tends to something here.
  boolean follows() {
    return cursor().is("->") || VERBS.contains(cursor().peek().text());
  }

  /// `as a -> inf, f -> 1`.
  Sentence ahead() {
    cursor().take();
    Way way = way(name());
    cursor().skip(",");
    cursor().skip(":");
    Term function = terms.term();
    if (!follows()) {
      throw cursor().wrong("->", "Write sigmoid(a) -> 1 as a -> inf.");
    }
    int at = cursor().peek().at();
    boolean verb = !cursor().take().is("->");
    if (verb) {
      cursor().skip("to");
    }
    return limit(new Body(at, function, way), Relation.EQ, value());
  }

  /// Whether a term stands for ±∞.
  static boolean isInfinite(Term term) {
    return (term instanceof Minus(int _, Term inner) && isInfinite(inner))
        || (term instanceof Name(int _, String name) && name.equals(INFINITY));
  }
}
