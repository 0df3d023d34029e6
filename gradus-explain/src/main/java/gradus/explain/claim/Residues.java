package gradus.explain.claim;

import gradus.explain.claim.Term.Call;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.Optional;

/// Reads what remains of a division: `i mod s`, and `i ≡ j (mod s)`.
record Residues(TermParser terms) {

  private Cursor cursor() {
    return terms.cursor();
  }

  /// Whether `mod` stands here between two terms, and does not begin `mod(i, s)`.
  boolean isNext() {
    if (!cursor().peek().isName() || !cursor().is("mod")) {
      return false;
    }
    int depth = 0;
    for (int at = 1; cursor().peek(at).kind() != Token.Kind.END; at++) {
      Token token = cursor().peek(at);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth < 1) {
        return true;
      }
      if (depth == 1 && token.is(",")) {
        return false;
      }
    }
    return true;
  }

  /// What remains of a term, where `mod` stands.
  Term read(Term left) {
    int at = cursor().take().at();
    return new Call(at, "mod", List.of(left, terms.signed()));
  }

  /// Refuses `a + b mod s`, in which the sum may be meant.
  Term single(Term right) {
    if (right instanceof Call(int at, String function, List<Term> of)
        && function.equals("mod")
        && of.size() == 2
        && of.getFirst().at() < at) {
      throw new ClaimException(
          at,
          "parentheses around what is divided",
          "\"mod\" after a sum",
          "Write (a + b) mod s or a + (b mod s).");
    }
    return right;
  }

  /// `(mod s)` behind a congruence, if it stands here.
  Optional<Term> modulus() {
    if (cursor().skip("\\pmod")) {
      return Optional.of(new PrimaryParser(terms).postfix());
    }
    if (!cursor().is("(") || !cursor().peek(1).is("mod")) {
      return Optional.empty();
    }
    cursor().take();
    cursor().take();
    Term modulus = terms.sum();
    cursor().expect(")", "Write i ≡ j (mod s).");
    return Optional.of(modulus);
  }

  /// Equations of terms as equations of what remains of their differences.
  static Term.Test.Chain congruent(Term.Test.Chain chain, Term modulus) {
    List<Term> sides = chain.terms();
    if (sides.size() != 2 || !chain.relations().equals(List.of(Relation.EQ))) {
      throw new ClaimException(
          modulus.at(), "one equation before (mod s)", "another relation", "Write i ≡ j (mod s).");
    }
    int at = sides.getFirst().at();
    Term apart = new Term.Binary(at, "-", sides.getFirst(), sides.getLast());
    return new Term.Test.Chain(
        List.of(new Call(at, "mod", List.of(apart, modulus)), new Term.Figure(at, Formula.ZERO)),
        List.of(Relation.EQ));
  }
}
