package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Domain;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what is said of a number in words: `k odd`, `n is even`, `for odd k`, `a is positive`, `n
/// is divisible by s`.
record Adjectives(TermParser terms) {

  /// The words for a sign, and how what has it compares with 0.
  static final Map<String, Relation> SIGNS =
      Map.of(
          "positive", Relation.GT,
          "negative", Relation.LT,
          "nonnegative", Relation.GE,
          "nonpositive", Relation.LE,
          "nonzero", Relation.NE);

  private static final Set<String> INTEGERS = Set.of("integer", "integers");

  /// What is said of a matrix or a vector, and what to write for it.
  private static final Map<String, String> MENDS =
      Map.of(
          "symmetric", "Write (A + A^T)/2 for a symmetric matrix.",
          "psd", "Write B^T @ B for a positive semidefinite matrix.",
          "semidefinite", "Write B^T @ B for a positive semidefinite matrix.",
          "definite", "Write B^T @ B + c*I where c > 0 for a positive definite matrix.",
          "orthogonal", "Write where norm(A @ x) = norm(x), or what else is needed of it.",
          "invertible", "An inverse that stands in a claim is taken to exist.",
          "probability", "Write where p >= 0 and sum(p) = 1.",
          "distribution", "Write where p >= 0 and sum(p) = 1.");

  /// What is said.
  private record Quality(boolean integer, Optional<Relation> sign, Optional<Term> step, int rest) {

    /// What it says of a term.
    Test of(Term term) {
      List<Test> parts = new ArrayList<>();
      int at = term.at();
      if (integer) {
        Domain all = new Domain.Integers(Optional.empty(), Optional.empty());
        parts.add(new Test.Member(at, term, all));
      }
      sign.ifPresent(it -> parts.add(new Test.Chain(List.of(term, figure(at, 0)), List.of(it))));
      step.ifPresent(it -> parts.add(new Test.Chain(List.of(term, next(it, term)), EQUAL)));
      return parts.size() == 1 ? parts.getFirst() : new Test.And(parts);
    }

    /// What remains of a term after halves, or other parts, are rounded down.
    private Term next(Term step, Term term) {
      int at = term.at();
      Term part = new Call(at, "floor", List.of(new Binary(at, "/", term, step)));
      Term whole = new Binary(at, "*", step, part);
      return rest == 0 ? whole : new Binary(at, "+", whole, figure(at, rest));
    }
  }

  private static final List<Relation> EQUAL = List.of(Relation.EQ);

  private static Term figure(int at, int number) {
    return new Figure(at, Formula.number(number));
  }

  private Cursor cursor() {
    return terms.cursor();
  }

  /// Whether an adjective stands right behind a term, as in `k odd`.
  boolean follow() {
    Token word = cursor().peek();
    boolean non = word.is("non") && cursor().peek(1).is("-");
    boolean known =
        word.is("odd") || word.is("even") || SIGNS.containsKey(word.text()) || isInteger(word);
    return word.isName() && (non || (known && !cursor().peek(1).is("(")));
  }

  private static boolean isInteger(Token word) {
    return INTEGERS.contains(word.text());
  }

  /// What is said of a term behind it, if something is.
  Optional<Test> after(Term first) {
    Cursor.Mark mark = cursor().mark();
    boolean is = cursor().skip("is");
    boolean not = is && cursor().skip("not");
    if (is && (cursor().is("a") || cursor().is("an"))) {
      cursor().take();
    }
    refuse();
    Optional<Quality> quality = quality();
    if (quality.isEmpty()) {
      cursor().back(mark);
      return Optional.empty();
    }
    Test said = quality.get().of(first);
    return Optional.of(not ? new Test.Not(said) : said);
  }

  /// `n is even` as what is claimed of a name, which is no function; of a function it is symmetry.
  Optional<Test.Chain> parity(Term first) {
    boolean even = cursor().is("even");
    if (!(first instanceof Term.Name)
        || !(even || cursor().is("odd"))
        || cursor().peek(1).is("in")) {
      return Optional.empty();
    }
    Optional<Term> two = Optional.of(figure(cursor().take().at(), 2));
    Quality said = new Quality(false, Optional.empty(), two, even ? 0 : 1);
    return Optional.of((Test.Chain) said.of(first));
  }

  /// What is said of names before them, as in `for odd k, n`; the names, or none.
  Optional<List<Test>> before() {
    Cursor.Mark mark = cursor().mark();
    Optional<Quality> quality = follow() ? quality() : Optional.empty();
    if (quality.isEmpty() || !cursor().peek().isName()) {
      cursor().back(mark);
      return Optional.empty();
    }
    List<Test> said = new ArrayList<>();
    do {
      said.add(quality.get().of(new PrimaryParser(terms).postfix()));
    } while (cursor().is(",") && cursor().peek(1).isName() && isListed() && cursor().skip(","));
    return Optional.of(said);
  }

  /// Whether the name after a comma belongs to a list of names.
  private boolean isListed() {
    Token after = cursor().peek(2);
    return after.kind() == Token.Kind.END || after.is(",") || after.is(":") || after.is(";");
  }

  private void refuse() {
    for (int ahead = 0; ahead < 3; ahead++) {
      Token word = cursor().peek(ahead);
      if (word.isName() && MENDS.containsKey(word.text()) && !cursor().peek(ahead + 1).is("(")) {
        throw cursor().wrong("a condition on numbers", MENDS.getOrDefault(word.text(), ""));
      }
      if (!word.is("positive") && !word.is("negative") && !word.is("semi") && !word.is("-")) {
        return;
      }
    }
  }

  private Optional<Quality> quality() {
    if (cursor().is("divisible") || cursor().is("multiple")) {
      boolean by = cursor().take().is("divisible");
      cursor().expect(by ? "by" : "of", "Write n is divisible by s, or n mod s = 0.");
      return Optional.of(new Quality(false, Optional.empty(), Optional.of(terms.product()), 0));
    }
    Optional<Relation> sign = sign();
    boolean odd = cursor().is("odd");
    Optional<Term> two =
        odd || cursor().is("even")
            ? Optional.of(figure(cursor().take().at(), 2))
            : Optional.empty();
    boolean integer = isInteger(cursor().peek());
    if (integer || (cursor().is("number") && (sign.isPresent() || two.isPresent()))) {
      cursor().take();
    }
    return sign.isPresent() || two.isPresent() || integer
        ? Optional.of(new Quality(integer, sign, two, odd ? 1 : 0))
        : Optional.empty();
  }

  private Optional<Relation> sign() {
    boolean non = cursor().is("non") && cursor().peek(1).is("-");
    String word = non ? "non" + cursor().peek(2).text() : cursor().peek().text();
    Optional<Relation> sign = Optional.ofNullable(SIGNS.get(word));
    for (int i = 0; sign.isPresent() && i < (non ? 3 : 1); i++) {
      cursor().take();
    }
    return sign;
  }
}
