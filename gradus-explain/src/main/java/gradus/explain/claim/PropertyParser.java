package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Minus;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what is said of a function or a matrix: `convex(f, a)`, `f is odd in a`, `M is positive
/// definite`, `lipschitz(f, a, 1/4)`, `sigmoid is bounded by 1`.
record PropertyParser(TermParser terms) {

  private static final Set<String> ADVERBS =
      Set.of("monotonically", "monotonic", "monotone", "weakly", "an", "a");

  private static final String KNOWN =
      "convex, concave, increasing, decreasing, odd, even, symmetric, bounded by c, or positive"
          + " (semi)definite";

  /// What to claim in place of a property that is not known.
  private static final Map<String, String> MENDS =
      Map.of(
          "orthogonal", "Write A^T @ A = I.",
          "invertible", "Write det(A) != 0 where A in R^(2 x 2).",
          "linear", "Define let f(x) = …; and claim f(a*x + b*y) = a*f(x) + b*f(y).",
          "continuous", "Claim its derivative: d/da f = g, or a bound: f is 1-Lipschitz in a.",
          "differentiable", "Claim its derivative: d/da f = g.",
          "smooth", "Claim its derivative: d/da f = g.");

  private Cursor cursor() {
    return terms.cursor();
  }

  /// A property that is written as a function: `convex(f, a)`.
  static Optional<Sentence> called(int at, String function, List<Term> given) {
    return Optional.ofNullable(
        switch (function) {
          case "psd", "nsd", "pd", "symmetric" -> {
            needs(at, given, Set.of(1), "a matrix", "Write " + function + "(M).");
            yield matrix(at, function, given.getFirst());
          }
          case "convex",
              "concave",
              "increasing",
              "decreasing",
              "nondecreasing",
              "nonincreasing",
              "odd",
              "even",
              "monotone" -> {
            needs(
                at,
                given,
                Set.of(1, 2),
                "a function and a variable",
                "Write " + function + "(f, a).");
            yield function(at, function, false, given.getFirst(), given.getLast());
          }
          case "bounded" -> {
            needs(
                at,
                given,
                Set.of(3),
                "a function, a variable and a bound",
                "Write bounded(f, a, c) for |f| <= c.");
            yield bounded(at, given.getFirst(), given.getLast());
          }
          case "lipschitz" -> {
            needs(
                at,
                given,
                Set.of(3),
                "a function, a variable and a constant",
                "Write lipschitz(f, a, 1/4).");
            yield new Sentence.Lipschitz(at, given.getFirst(), given.get(1), given.getLast());
          }
          default -> null;
        });
  }

  private static void needs(
      int at, List<Term> given, Set<Integer> counts, String expected, String mend) {
    if (!counts.contains(given.size())) {
      throw new ClaimException(at, expected, given.size() + " arguments", mend);
    }
  }

  private static Sentence matrix(int at, String property, Term matrix) {
    return switch (property) {
      case "psd" -> new Sentence.Semidefinite(at, matrix);
      case "nsd" -> new Sentence.Semidefinite(at, new Minus(at, matrix));
      case "pd" -> new Sentence.Definite(at, matrix);
      default ->
          new Sentence.Chain(
              List.of(matrix, new Call(at, "transpose", List.of(matrix))), List.of(Relation.EQ));
    };
  }

  private static Sentence function(
      int at, String property, boolean strict, Term function, Term by) {
    return property.equals("convex") || property.equals("concave")
        ? new Sentence.Convex(at, function, by, property.equals("concave"))
        : new Sentence.Course(at, function, by, Courses.kind(property, strict).orElseThrow());
  }

  /// `bounded by c`, `bounded above by c`, `bounded between b and c`.
  private Sentence bounded(int at, Term first) {
    if (cursor().skip("between")) {
      Term low = terms.term();
      cursor().expect("and", "Write f is bounded between 0 and 1.");
      return new Sentence.Chain(
          List.of(low, first, terms.term()), List.of(Relation.LE, Relation.LE));
    }
    boolean above = cursor().is("above");
    boolean below = cursor().is("below");
    if (above || below) {
      cursor().take();
    }
    cursor().expect("by", "Say by what: sigmoid(a) is bounded by 1.");
    Term most = terms.term();
    return above || below
        ? new Sentence.Chain(List.of(first, most), List.of(above ? Relation.LE : Relation.GE))
        : bounded(at, first, most);
  }

  /// `|f| ≤ c`.
  private static Sentence bounded(int at, Term function, Term most) {
    return new Sentence.Chain(
        List.of(new Minus(at, most), function, most), List.of(Relation.LE, Relation.LE));
  }

  /// `f is not convex in a`, `M is psd`.
  Sentence described(Term first) {
    cursor().take();
    if (cursor().skip("neither")) {
      return neither(first);
    }
    boolean not = cursor().skip("not");
    Sentence said = said(first);
    return not ? new Sentence.Not(said) : said;
  }

  private Sentence said(Term first) {
    Optional<Term.Test.Chain> parity = new Adjectives(terms).parity(first);
    if (parity.isPresent()) {
      return new Sentence.Chain(parity.get().terms(), parity.get().relations());
    }
    Optional<Sentence> lipschitz = lipschitz(first);
    if (lipschitz.isPresent()) {
      return lipschitz.get();
    }
    boolean strict = cursor().is("strictly");
    boolean alone = cursor().is("monotone") || cursor().is("monotonic");
    int at = cursor().peek().at();
    if (strict || ADVERBS.contains(cursor().peek().text())) {
      cursor().take();
    } else if (cursor().is("non") && cursor().peek(1).is("-")) {
      cursor().take();
    }
    if (alone && Courses.kind(cursor().peek().text(), strict).isEmpty()) {
      cursor().skip("function");
      return function(at, "monotone", false, first, in(first));
    }
    boolean opposite = cursor().skip("-");
    Token word = cursor().name("a property");
    String text = opposite ? "non" + word.text() : word.text();
    if (Courses.kind(text, strict).isPresent() || Set.of("convex", "concave").contains(text)) {
      cursor().skip("function");
      return function(word.at(), text, strict, first, in(first));
    }
    return signed(word, text, first)
        .or(() -> one(word, text, first))
        .orElseThrow(
            () ->
                new ClaimException(
                    word.at(),
                    KNOWN,
                    word.shown(),
                    MENDS.getOrDefault(text, "Write f is convex in a.")));
  }

  private Optional<Sentence> one(Token word, String text, Term first) {
    if (text.equals("bounded")) {
      return Optional.of(bounded(word.at(), first));
    }
    return Set.of("psd", "nsd", "pd", "symmetric").contains(text)
        ? Optional.of(matrix(word.at(), text, first))
        : Optional.empty();
  }

  /// `positive`, `non-negative`, `positive definite`, `negative semidefinite`.
  private Optional<Sentence> signed(Token word, String text, Term first) {
    if (!Adjectives.SIGNS.containsKey(text)) {
      return Optional.empty();
    }
    int at = word.at();
    boolean semi = cursor().peek().text().startsWith("semi");
    if (semi) {
      cursor().take();
      cursor().skip("-");
      cursor().skip("definite");
    }
    if (semi || cursor().skip("definite")) {
      Term matrix = text.equals("negative") ? new Minus(first.at(), first) : first;
      return Optional.of(
          semi ? new Sentence.Semidefinite(at, matrix) : new Sentence.Definite(at, matrix));
    }
    Relation sign = Adjectives.SIGNS.getOrDefault(text, Relation.EQ);
    return Optional.of(
        new Sentence.Chain(List.of(first, new Figure(at, Formula.ZERO)), List.of(sign)));
  }

  /// `1/4-Lipschitz`, `Lipschitz with constant 1/4`.
  private Optional<Sentence> lipschitz(Term first) {
    Cursor.Mark mark = cursor().mark();
    if (isLipschitz(cursor().peek())) {
      int at = cursor().take().at();
      if (cursor().skip("continuous")) {
        // the word says nothing more
      }
      Term by = in(first);
      cursor().expect("with", "Write f is Lipschitz with constant 1/4.");
      if (!cursor().skip("constant")) {
        throw cursor().wrong("\"constant\"", "Write f is Lipschitz with constant 1/4.");
      }
      return Optional.of(new Sentence.Lipschitz(at, first, by, terms.term()));
    }
    for (int ahead = 1; ahead < 6 && cursor().peek(ahead).kind() != Token.Kind.END; ahead++) {
      if (isLipschitz(cursor().peek(ahead)) && cursor().peek(ahead - 1).is("-")) {
        Term most = factor();
        cursor().expect("-", "Write f is 1/4-Lipschitz.");
        int at = cursor().take().at();
        return Optional.of(new Sentence.Lipschitz(at, first, in(first), most));
      }
    }
    cursor().back(mark);
    return Optional.empty();
  }

  private Term factor() {
    Term most = terms.power();
    while (cursor().is("/")) {
      int at = cursor().take().at();
      most = new Binary(at, "/", most, terms.power());
    }
    return most;
  }

  private static boolean isLipschitz(Token word) {
    return word.is("Lipschitz") || word.is("lipschitz");
  }

  /// `in a`, or by the only name.
  private Term in(Term first) {
    return cursor().skip("in") ? new PrimaryParser(terms).postfix() : first;
  }

  /// `f is neither convex nor concave in a`.
  private Sentence neither(Term first) {
    Token one = cursor().name("a property");
    cursor().expect("nor", "Write f is neither convex nor concave in a.");
    Token two = cursor().name("a property");
    Term by = in(first);
    List<Sentence> parts = new ArrayList<>();
    for (Token each : List.of(one, two)) {
      Optional<Sentence> said = called(each.at(), Names.function(each.text()), List.of(first, by));
      parts.add(
          new Sentence.Not(
              said.orElseThrow(
                  () ->
                      new ClaimException(
                          each.at(),
                          "convex, concave, increasing, decreasing, odd or even",
                          each.shown(),
                          "Write f is neither convex nor concave in a."))));
    }
    return new Sentence.All(parts);
  }
}
