package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Terms become values: numbers, vectors of symbolic length, matrices.
record Elaboration(Scope scope) {

  Value of(Term term) {
    scope.step(term);
    return switch (term) {
      case Term.Figure(int _, Formula value) -> new Scalar(value);
      case Term.Name name -> named(name);
      case Term.Minus(int _, Term inner) -> Arithmetic.map(of(inner), Formula::negated, true);
      case Term.Binary binary ->
          new Identities(this).of(binary).orElseGet(() -> new Arithmetic(this).of(binary));
      case Term.Call call -> new Functions(this).of(call);
      case Term.Index index -> index(index, false);
      case Term.Listed listed -> new Lists(this).of(listed);
      case Term.Slope slope -> new Differentials(this).value(slope);
      case Term.Fold fold -> new Scalar(fold(fold));
      case Term.Bracket(int _, Term.Test test) -> new Scalar(new Formula.Iverson(condition(test)));
      case Term.Cases(int _, List<Term.Case> cases, Term otherwise) -> {
        Formula chosen = scalar(otherwise);
        for (Term.Case each : cases.reversed()) {
          chosen = new Formula.Choose(condition(each.when()), scalar(each.then()), chosen);
        }
        yield new Scalar(chosen);
      }
    };
  }

  /// A term that must be a number.
  Formula scalar(Term term) {
    Value value = of(term);
    return switch (value) {
      case Scalar(Formula number) -> number;
      case Vector vector when vector.size().equals(Formula.ONE) ->
          vector.inside().apply(Formula.ONE);
      case Matrix m when m.rows().equals(Formula.ONE) && m.columns().equals(Formula.ONE) ->
          m.entry().apply(Formula.ONE, Formula.ONE);
      case Vector _ -> throw shape(term, "a number", "a vector", "Take an entry: x[i].");
      case Matrix _ -> throw shape(term, "a number", "a matrix", "Take an entry: M[i, j].");
    };
  }

  /// A term that must be a vector.
  Vector vector(Term term) {
    Value value = of(term);
    return switch (value) {
      case Vector vector -> vector;
      case Matrix m when m.columns().equals(Formula.ONE) ->
          new Vector(m.rows(), i -> m.entry().apply(i, Formula.ONE), false);
      case Scalar _ -> throw shape(term, "a vector", "a number", "Say where x in R^d.");
      case Matrix _ -> throw shape(term, "a vector", "a matrix", "Take a row: M[i].");
    };
  }

  static ClaimException shape(Term term, String expected, String found, String mend) {
    return new ClaimException(term.at(), expected, found, mend);
  }

  private Value named(Term.Name term) {
    String name = term.name();
    if (name.equals(WordParser.ONES)) {
      return new Scalar(Formula.ONE);
    }
    Value parameter = scope.parameters.get(name);
    if (parameter != null) {
      return parameter;
    }
    Formula index = scope.bound.get(name);
    if (index != null) {
      return new Scalar(index);
    }
    Sentence.Definition definition = scope.definitions.get(name);
    if (definition != null && !scope.opaque.contains(name)) {
      scope.named.add(name);
      if (definition.parameters().isEmpty() && !definition.indices().isEmpty()) {
        return new Defined(this).whole(term, definition);
      }
      scope.opaque.add(name);
      try {
        return of(definition.term());
      } finally {
        scope.opaque.remove(name);
      }
    }
    List<Formula> known = scope.lengths.get(name);
    int axes =
        scope.numbers.contains(name)
            ? 0
            : known != null
                ? known.size()
                : scope.uses.matrices.contains(name) ? 2 : scope.uses.isVector(name) ? 1 : 0;
    if (axes == 0) {
      return new Scalar(constant(name));
    }
    List<Formula> sizes = scope.lengths(name, axes);
    scope.read.add(name);
    return axes == 1
        ? new Vector(sizes.getFirst(), i -> new Formula.Entry(name, List.of(i)), true)
        : new Matrix(
            sizes.getFirst(),
            sizes.getLast(),
            (i, j) -> new Formula.Entry(name, List.of(i, j)),
            true);
  }

  private Formula constant(String name) {
    boolean declared = scope.kinds.containsKey(name) || scope.uses.indices.contains(name);
    return !declared && (name.equals("pi") || name.equals("π"))
        ? new Formula.Named("pi")
        : !declared && name.equals("e") ? Formula.call("exp", Formula.ONE) : scope.variable(name);
  }

  /// An entry; where `exists` its index is taken to be valid.
  Value index(Term.Index term, boolean exists) {
    if (term.index().getLast() instanceof Term.Name(int _, String all) && all.equals(":")) {
      List<Term> row = term.index().subList(0, term.index().size() - 1);
      return index(new Term.Index(term.at(), term.of(), row, false), exists);
    }
    if (term.of() instanceof Term.Name(int at, String name)
        && term.lowered()
        && term.index().getFirst() instanceof Term.Figure(int _, Formula digits)
        && (isZero(digits) || (!scope.uses.isVector(name) && !scope.lengths.containsKey(name)))
        && !scope.definitions.containsKey(name)
        && !scope.parameters.containsKey(name)
        && term.index().size() == 1) {
      return named(new Term.Name(at, name + ((Formula.Num) digits).numerator()));
    }
    List<Formula> index =
        term.index().stream().map(it -> Sizes.counted(scalar(it), it, "an index")).toList();
    for (int i = 0; i < index.size(); i++) {
      if (term.index().get(i) instanceof Term.Minus(int _, Term last)
          && last instanceof Term.Figure) {
        throw shape(
            term.index().get(i), "an index from 1 on", "a negative one", "The last is x[d].");
      }
    }
    Optional<Value> defined = new Defined(this).entry(term.of(), index);
    if (defined.isPresent()) {
      return defined.get();
    }
    Value of = of(term.of());
    return switch (of) {
      case Vector vector when index.size() == 1 ->
          new Scalar(entry(vector, index.getFirst(), exists));
      case Matrix m when index.size() == 2 -> {
        Vector row = row(m, index.getFirst());
        boolean free =
            free(index.getLast(), m.columns(), true)
                || scope.places.readsOther(index.getLast(), m.columns(), false);
        yield new Scalar(free ? row.inside().apply(index.getLast()) : row.at(index.getLast()));
      }
      case Matrix m when index.size() == 1 -> row(m, index.getFirst());
      default ->
          throw shape(
              term, "a vector or matrix with as many indices", "another shape", "Check the index.");
    };
  }

  /// `w_0` is no entry of w, whose first is `w_1`, but a number of its own.
  private static boolean isZero(Formula digits) {
    return digits.equals(Formula.ZERO);
  }

  /// A row; of zeros where there is none.
  private Vector row(Matrix m, Formula i) {
    boolean free = free(i, m.rows(), true) || scope.places.readsOther(i, m.rows(), false);
    return new Vector(
        m.columns(),
        j -> {
          Vector column = new Vector(m.rows(), k -> m.entry().apply(k, j), m.zeroOutside());
          return free ? column.inside().apply(i) : column.at(i);
        },
        m.zeroOutside());
  }

  private Formula entry(Vector vector, Formula index, boolean exists) {
    if (exists && !scope.isBound(index)) {
      scope.places.exists(index, vector.size());
      return vector.inside().apply(index);
    }
    boolean free =
        free(index, vector.size(), !vector.zeroOutside())
            || scope.places.isInside(index, vector.size())
            || scope.places.readsOther(index, vector.size(), vector.zeroOutside());
    return free ? vector.inside().apply(index) : vector.at(index);
  }

  /// Notes the range of an index that is a free variable.
  private boolean free(Formula index, Formula size, boolean exists) {
    if (!(index instanceof Formula.Var variable)
        || scope.isBound(index)
        || scope.declared.contains(variable.name())) {
      return false;
    }
    if (exists) {
      scope.places.exists(index, size);
    } else {
      scope.places.reads(variable, size);
    }
    return true;
  }

  /// One of some terms, by an index from 1.
  static Formula chosen(List<Formula> entries, Formula index) {
    if (index instanceof Formula.Num) {
      int place = Sizes.whole(index).orElse(0);
      return place >= 1 && place <= entries.size() ? entries.get(place - 1) : Formula.ZERO;
    }
    Formula chosen = Formula.ZERO;
    for (int i = entries.size(); i >= 1; i--) {
      Condition here = Condition.compare(Relation.EQ, index, Formula.number(i));
      chosen = new Formula.Choose(here, entries.get(i - 1), chosen);
    }
    return chosen;
  }

  Formula fold(Term.Fold fold) {
    Optional<Formula> pairs = new Pairs(this).summed(fold);
    if (pairs.isPresent()) {
      return pairs.get();
    }
    Formula from = fold.range().map(range -> bound(range.from())).orElse(Formula.ONE);
    Formula to =
        fold.range()
            .map(range -> bound(range.to()))
            .orElseGet(() -> new Ranges(this).sizeFor(fold));
    return over(
        fold.kind(),
        fold.index(),
        from,
        to,
        index -> {
          scope.places.runs(index, from, to);
          return scope.within(fold.index(), index, () -> body(fold));
        });
  }

  private Formula bound(Term term) {
    return Sizes.counted(scalar(term), term, "a bound");
  }

  private Formula body(Term.Fold fold) {
    Formula body = scalar(fold.body());
    if (fold.test().isEmpty()) {
      return body;
    }
    Formula left =
        switch (fold.kind()) {
          case SUM -> Formula.ZERO;
          case PRODUCT -> Formula.ONE;
          case MAX, MIN, ARGMAX, ARGMIN ->
              throw shape(
                  fold, "a range", "a condition on an index", "Write max(k=1..K, x[k]) or min.");
        };
    return new Formula.Choose(condition(fold.test().get()), body, left);
  }

  /// A sum or its kin; short ones with known ends are written out.
  Formula over(
      Formula.Combination kind,
      String name,
      Formula from,
      Formula to,
      UnaryOperator<Formula> body) {
    return new Folds(scope).over(kind, name, from, to, body);
  }

  /// A condition on formulas.
  Condition condition(Term.Test test) {
    return new Ranges(this).condition(test);
  }
}
