package gradus.explain.claim;

import gradus.explain.claim.Term.Domain;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads conditions: chains of relations joined by `and`, `or` and `not`.
record TestParser(TermParser terms) {

  private static final Set<String> REALS = Set.of("R", "reals", "ℝ", "Reals");
  private static final Set<String> INTEGERS = Set.of("Z", "ℤ", "integers", "N", "ℕ", "naturals");

  private Cursor cursor() {
    return terms.cursor();
  }

  /// A condition with `or` and `and`.
  Test test() {
    List<Test> parts = new ArrayList<>(List.of(all()));
    while (cursor().skip("or")) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new Test.Or(parts);
  }

  /// A condition in which `and` would begin the next one.
  Test either() {
    boolean after = cursor().last().is("and");
    List<Test> parts = new ArrayList<>(List.of(single()));
    while (cursor().skip("or")) {
      parts.add(single());
    }
    if (parts.size() > 1 && (after || cursor().is("and"))) {
      throw cursor()
          .wrong("parentheses where and and or meet", "Write a > 0 and (b > 0 or c > 0).");
    }
    return parts.size() == 1 ? parts.getFirst() : new Test.Or(parts);
  }

  private Test all() {
    List<Test> parts = new ArrayList<>(List.of(single()));
    while (cursor().is("and") && !alternativeFollows()) {
      cursor().take();
      parts.add(single());
    }
    return parts.size() == 1 ? parts.getFirst() : new Test.And(parts);
  }

  private boolean alternativeFollows() {
    Token next = cursor().peek(1);
    return next.is("else")
        || next.is("otherwise")
        || cursor().peek(2).is("otherwise")
        || cursor().peek(2).is("else");
  }

  /// A condition without `and` and `or`, unless they stand in parentheses.
  Test single() {
    if (cursor().skip("not")) {
      cursor().enter();
      return new Test.Not(single());
    }
    Cursor.Mark mark = cursor().mark();
    if (cursor().skip("(")) {
      cursor().enter();
      try {
        Test inner = test();
        if (cursor().skip(")") && cursor().relation().isEmpty() && !cursor().is("in")) {
          cursor().leave();
          return inner;
        }
      } catch (ClaimException notACondition) {
        // a parenthesis of a term: it is read as such below, with its own error
        cursor().back(mark);
      }
      cursor().back(mark);
    }
    return chain(terms.sum());
  }

  /// The relations that follow a term.
  Test chain(Term first) {
    Optional<Test> said = new Adjectives(terms).after(first);
    if (said.isPresent()) {
      return said.get();
    }
    if (cursor().is("in")) {
      int at = cursor().take().at();
      return new Test.Member(at, first, domain());
    }
    List<Term> chain = new ArrayList<>(List.of(first));
    List<Relation> relations = new ArrayList<>();
    Optional<Relation> relation = cursor().relation();
    while (relation.isPresent()) {
      cursor().take();
      relations.add(relation.get());
      chain.add(terms.sum());
      relation = cursor().relation();
    }
    if (relations.isEmpty()) {
      throw cursor().wrong("=, !=, <, <=, > or >=", "A condition compares two terms.");
    }
    Test.Chain written = new Test.Chain(chain, relations);
    Test.Chain compared =
        new Residues(terms).modulus().map(it -> Residues.congruent(written, it)).orElse(written);
    if (!cursor().is("in")) {
      return compared;
    }
    int at = cursor().take().at();
    Domain domain = domain();
    List<Test> all = new ArrayList<>(List.of(compared));
    chain.stream()
        .filter(it -> it instanceof Term.Name)
        .forEach(it -> all.add(new Test.Member(at, it, domain)));
    return new Test.And(all);
  }

  /// `R`, `R^d`, `R^(m x n)`, `Z`, `[0, 1)`, `{0, 1}`, `1..K`.
  Domain domain() {
    Token first = cursor().peek();
    if (first.isName() && REALS.contains(first.text())) {
      cursor().take();
      return cursor().skip("^") ? space() : new Domain.Reals();
    }
    if (first.isName() && INTEGERS.contains(first.text()) && !cursor().peek(1).is("..")) {
      cursor().take();
      boolean positive = first.text().startsWith("N") || first.is("ℕ") || first.is("naturals");
      Term one = new Term.Figure(first.at(), gradus.formula.Formula.ONE);
      return new Domain.Integers(positive ? Optional.of(one) : Optional.empty(), Optional.empty());
    }
    if (cursor().skip("{")) {
      return finite();
    }
    Cursor.Mark mark = cursor().mark();
    if (cursor().is("(") || cursor().is("[")) {
      boolean lowIn = cursor().take().is("[");
      Term low = terms.sum();
      if (cursor().skip(",")) {
        Term high = terms.sum();
        boolean highIn = cursor().skip("]");
        if (!highIn) {
          cursor().expect(")", "An interval is written (0, 1), [0, 1], [0, 1) or (0, 1].");
        }
        return new Domain.Interval(low, lowIn, high, highIn);
      }
      cursor().back(mark);
    }
    Term from = terms.sum();
    cursor().expect("..", "Ranges are written 1..K; other sets are R, R^d, Z, (0, 1) and {0, 1}.");
    return new Domain.Integers(Optional.of(from), Optional.of(terms.sum()));
  }

  private Domain space() {
    String close = cursor().skip("(") ? ")" : cursor().skip("{") ? "}" : "";
    List<Term> sizes = new ArrayList<>();
    do {
      sizes.add(size(close.isEmpty()));
      glued().ifPresent(sizes::add);
    } while (!close.isEmpty() && (cursor().skip("x") || cursor().skip("*") || cursor().skip(",")));
    if (!close.isEmpty()) {
      cursor().expect(close, "Sizes are written R^d, R^(d+1) or R^(m x n).");
    } else if (cursor().skip("x") || cursor().skip("*")) {
      sizes.add(size(true));
    }
    return new Domain.Space(sizes);
  }

  /// The second size of `2x2`, which is read as 2 and a name.
  private Optional<Term> glued() {
    Token next = cursor().peek();
    if (!next.text().matches("x\\d{1,4}") || next.at() != cursor().last().end()) {
      return Optional.empty();
    }
    cursor().take();
    long size = Long.parseLong(next.text().substring(1));
    return Optional.of(new Term.Figure(next.at(), gradus.formula.Formula.number(size)));
  }

  /// A size in which `x` and `*` stand between sizes and do not multiply.
  private Term size(boolean bare) {
    Term first = new PrimaryParser(terms).atom();
    while (!bare && (cursor().is("+") || cursor().is("-"))) {
      Token sign = cursor().take();
      Term right = new PrimaryParser(terms).atom();
      first = new Term.Binary(sign.at(), sign.text(), first, right);
    }
    return first;
  }

  private Domain finite() {
    List<Term> values = new ArrayList<>(List.of(terms.sum()));
    boolean range = cursor().skip("..");
    while (!range && cursor().skip(",")) {
      if (cursor().skip("...")) {
        range = cursor().skip(",");
      } else {
        values.add(terms.sum());
      }
    }
    if (range) {
      Domain domain = new Domain.Integers(Optional.of(values.getFirst()), Optional.of(terms.sum()));
      cursor().expect("}", "Close the set.");
      return domain;
    }
    cursor().expect("}", "A set is written {0, 1} or {1..K}.");
    return new Domain.Finite(values);
  }

  /// Whether a condition after a comma can be no further claim: inequalities about names.
  static boolean isPlain(Test test) {
    return switch (test) {
      case Test.Member _ -> true;
      case Test.Chain(List<Term> sides, var relations) ->
          !relations.contains(Relation.EQ)
              && sides.stream().anyMatch(it -> !(it instanceof Term.Figure))
              && sides.stream().allMatch(TestParser::isPlain);
      case Test.And _, Test.Or _, Test.Not _ -> false;
    };
  }

  private static boolean isPlain(Term term) {
    return switch (term) {
      case Term.Name _, Term.Figure _ -> true;
      case Term.Index(int _, Term of, List<Term> _, boolean _) -> isPlain(of);
      case Term.Minus(int _, Term of) -> isPlain(of);
      case Term.Binary(int _, String _, Term left, Term right) -> isPlain(left) && isPlain(right);
      case Term.Call _, Term.Listed _, Term.Slope _, Term.Fold _, Term.Bracket _, Term.Cases _ ->
          false;
    };
  }
}
