package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conditions, sets, and the range of an index that has none.
record Ranges(Elaboration terms) {

  Condition condition(Term.Test test) {
    return switch (test) {
      case Term.Test.Chain(List<Term> sides, List<Relation> relations) -> {
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
          parts.add(compared(sides.get(i), relations.get(i), sides.get(i + 1)));
        }
        yield parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
      }
      case Term.Test.And(List<Term.Test> parts) ->
          new Condition.And(parts.stream().map(this::condition).toList());
      case Term.Test.Or(List<Term.Test> parts) ->
          new Condition.Or(parts.stream().map(this::condition).toList());
      case Term.Test.Not(Term.Test part) -> new Condition.Not(condition(part));
      case Term.Test.Member(int _, Term of, Term.Domain domain) -> member(terms.scalar(of), domain);
    };
  }

  /// Of two vectors each pair of entries is compared: that the least difference is 0 or more.
  private Condition compared(Term left, Relation relation, Term right) {
    Value first = terms.of(left);
    Value second = terms.of(right);
    if ((relation == Relation.LE || relation == Relation.LT)
        && first instanceof Value.Scalar(Formula.Call(String name, List<Formula> inner))
        && name.equals("abs")) {
      Formula bound = terms.scalar(right);
      return new Condition.And(
          List.of(
              Condition.compare(relation, bound.negated(), inner.getFirst()),
              Condition.compare(relation, inner.getFirst(), bound)));
    }
    boolean vectors = first instanceof Value.Vector || second instanceof Value.Vector;
    if (!vectors || relation == Relation.NE || relation == Relation.EQ) {
      return Condition.compare(relation, terms.scalar(left), terms.scalar(right));
    }
    boolean up = relation == Relation.GE || relation == Relation.GT;
    Value.Vector shape = first instanceof Value.Vector v ? v : (Value.Vector) second;
    Formula least =
        terms.over(
            Formula.Combination.MIN,
            "s",
            Formula.ONE,
            shape.size(),
            i -> (up ? at(first, i).minus(at(second, i)) : at(second, i).minus(at(first, i))));
    boolean strict = relation == Relation.GT || relation == Relation.LT;
    return Condition.compare(strict ? Relation.GT : Relation.GE, least, Formula.ZERO);
  }

  private static Formula at(Value value, Formula i) {
    return switch (value) {
      case Value.Scalar(Formula number) -> number;
      case Value.Vector v -> v.inside().apply(i);
      case Value.Matrix _ ->
          throw new ClaimException(0, "numbers or vectors", "a matrix", "Compare its entries.");
    };
  }

  /// A condition on each entry, of an index that stands nowhere else, is one on all of them.
  Condition forAll(Term.Test.Chain test, String index) {
    List<Condition> parts = new ArrayList<>();
    for (int i = 0; i < test.relations().size(); i++) {
      Relation relation = test.relations().get(i);
      boolean up = relation == Relation.GE || relation == Relation.GT;
      Term first = test.terms().get(up ? i : i + 1);
      Term second = test.terms().get(up ? i + 1 : i);
      Term.Fold least =
          new Term.Fold(
              first.at(),
              Formula.Combination.MIN,
              index,
              Optional.empty(),
              Optional.empty(),
              new Term.Binary(first.at(), "-", first, second));
      boolean strict = relation == Relation.GT || relation == Relation.LT;
      parts.add(
          Condition.compare(strict ? Relation.GT : Relation.GE, terms.scalar(least), Formula.ZERO));
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
  }

  /// `x ∈ domain` as inequalities.
  Condition member(Formula x, Term.Domain domain) {
    return switch (domain) {
      case Term.Domain.Reals _, Term.Domain.Space _ -> new Condition.And(List.of());
      case Term.Domain.Integers(Optional<Term> from, Optional<Term> to) -> {
        List<Condition> parts = new ArrayList<>();
        from.ifPresent(it -> parts.add(Condition.compare(Relation.LE, terms.scalar(it), x)));
        to.ifPresent(it -> parts.add(Condition.compare(Relation.LE, x, terms.scalar(it))));
        yield new Condition.And(parts);
      }
      case Term.Domain.Interval(Term low, boolean lowIn, Term high, boolean highIn) ->
          new Condition.And(
              List.of(
                  Condition.compare(lowIn ? Relation.LE : Relation.LT, terms.scalar(low), x),
                  Condition.compare(highIn ? Relation.LE : Relation.LT, x, terms.scalar(high))));
      case Term.Domain.Finite(List<Term> values) ->
          new Condition.Or(
              values.stream()
                  .map(it -> Condition.compare(Relation.EQ, x, terms.scalar(it)))
                  .toList());
    };
  }

  /// The length of a vector whose entries a sum without a range reads by its index.
  Formula sizeFor(Term.Fold fold) {
    return sizeIn(fold.body(), fold.index())
        .orElseThrow(
            () ->
                new ClaimException(
                    fold.at(),
                    "a range for " + fold.index(),
                    "none, and no entry x[" + fold.index() + "] that would give it",
                    "Write sum(" + fold.index() + "=1..K, …)."));
  }

  /// The length of a vector whose entries a term reads by an index, if there is one.
  Optional<Formula> length(Term body, String index) {
    return sizeIn(body, index);
  }

  private Optional<Formula> sizeIn(Term term, String index) {
    return switch (term) {
      case Term.Index(int _, Term of, List<Term> at, boolean _) -> {
        Optional<Formula> size = Optional.empty();
        for (int axis = 0; axis < at.size() && size.isEmpty(); axis++) {
          boolean here =
              at.get(axis) instanceof Term.Name(int _, String name) && name.equals(index);
          size = here ? size(of, axis) : size;
        }
        yield size.or(() -> first(at, at.getLast(), index)).or(() -> sizeIn(of, index));
      }
      case Term.Minus(int _, Term of) -> sizeIn(of, index);
      case Term.Binary(int _, String _, Term left, Term right) ->
          first(List.of(left), right, index);
      case Term.Call(int _, String _, List<Term> arguments) -> first(arguments, term, index);
      case Term.Slope(int _, Term of, List<Term> by) -> first(by, of, index);
      case Term.Fold fold -> sizeIn(fold.body(), index);
      case Term.Cases(int _, List<Term.Case> cases, Term otherwise) ->
          first(cases.stream().map(Term.Case::then).toList(), otherwise, index);
      case Term.Figure _, Term.Name _, Term.Listed _, Term.Bracket _ -> Optional.empty();
    };
  }

  /// The length of an axis; none of what is defined by entries alone.
  private Optional<Formula> size(Term of, int axis) {
    Sentence.Definition definition =
        of instanceof Term.Name(int _, String name) ? terms.scope().definitions.get(name) : null;
    if (definition != null && !definition.indices().isEmpty()) {
      return axis < definition.indices().size()
          ? sizeIn(definition.term(), definition.indices().get(axis))
          : Optional.empty();
    }
    return switch (terms.of(of)) {
      case Value.Vector v when axis == 0 -> Optional.of(v.size());
      case Value.Matrix m -> Optional.of(axis == 0 ? m.rows() : m.columns());
      default -> Optional.empty();
    };
  }

  private Optional<Formula> first(List<Term> terms, Term last, String index) {
    for (Term term : terms) {
      Optional<Formula> size = sizeIn(term, index);
      if (size.isPresent()) {
        return size;
      }
    }
    return last instanceof Term.Call ? Optional.empty() : sizeIn(last, index);
  }
}
