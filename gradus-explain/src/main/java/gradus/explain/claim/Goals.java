package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// From the sentence of a claim to goals about numbers.
///
/// Changes while it works.
final class Goals {

  private final String text;
  private final Sentence.Whole whole;
  final Scope scope;
  private final Elaboration terms;
  private final List<Pending> pending = new ArrayList<>();

  /// A goal whose setting is not complete yet.
  private record Pending(
      Function<Setting, Goal> goal, boolean contrary, List<Function<Setting, Goal>> ways) {
    Pending(Function<Setting, Goal> goal, boolean contrary) {
      this(goal, contrary, List.of());
    }

    Claim.Part part(Setting setting) {
      List<Goal> each = ways.stream().map(it -> it.apply(setting)).toList();
      return new Claim.Part(goal.apply(setting), contrary, each);
    }
  }

  Goals(String text, Sentence.Whole whole, Hints hints) {
    this.text = text;
    this.whole = whole;
    Uses uses = new Uses();
    this.scope = new Scope(uses, hints);
    this.terms = new Elaboration(scope);
  }

  /// The names that stand for numbers.
  Map<String, Formula> numbers() {
    Map<String, Formula> numbers = new LinkedHashMap<>();
    for (Sentence.Definition each : whole.definitions()) {
      if (each.term() instanceof Term.Figure(int _, Formula value)) {
        numbers.put(each.name(), value);
      }
    }
    return numbers;
  }

  /// The claim.
  Claim claim() {
    whole.definitions().forEach(it -> scope.definitions.put(it.name(), it));
    new Survey(scope).of(whole);
    for (Sentence.Declaration each : whole.declarations()) {
      declare(each);
    }
    add(whole.sentence(), false);
    whole.conditions().forEach(it -> scope.given.add(condition(it)));
    scope.places.settle();
    Setting setting = scope.setting();
    return new Claim(
        text,
        pending.stream().map(it -> it.part(setting)).toList(),
        setting,
        scope.assumptions(),
        List.copyOf(scope.remarks));
  }

  /// A condition; on all entries if its index stands only in it.
  private gradus.formula.Condition condition(Term.Test test) {
    if (test instanceof Term.Test.Chain chain
        && chain.relations().stream().noneMatch(it -> it == Relation.EQ || it == Relation.NE)) {
      Uses inside = new Uses();
      inside.in(test);
      List<String> alone =
          inside.indices.stream()
              .filter(it -> !scope.kinds.containsKey(it) && !scope.definitions.containsKey(it))
              .toList();
      if (alone.size() == 1) {
        return new Ranges(terms).forAll(chain, alone.getFirst());
      }
    }
    return terms.condition(test);
  }

  private void declare(Sentence.Declaration declaration) {
    String name = declaration.name();
    Optional<Term.Domain> domain = declaration.domain();
    if (domain.isEmpty()) {
      return;
    }
    if (domain.get() instanceof Term.Domain.Space(List<Term> sizes)) {
      sizes.forEach(this::sizes);
      scope.lengths.put(name, sizes.stream().map(terms::scalar).map(Sizes::tidy).toList());
      return;
    }
    boolean integer = domain.get() instanceof Term.Domain.Integers;
    if (integer || domain.get() instanceof Term.Domain.Reals) {
      scope.numbers.add(name);
    }
    if (integer) {
      scope.declared.add(name);
    }
    scope.kinds.put(name, integer ? Setting.Kind.INTEGER : Setting.Kind.REAL);
    scope.given.add(new Ranges(terms).member(Formula.var(name), domain.get()));
  }

  private void sizes(Term size) {
    Uses inside = new Uses();
    inside.in(size, "");
    inside.names.forEach(scope::size);
  }

  private void add(Sentence sentence, boolean contrary) {
    switch (sentence) {
      case Sentence.Chain(List<Term> sides, List<Relation> relations) -> {
        for (int i = 0; i < relations.size(); i++) {
          compare(sides.get(i), relations.get(i), sides.get(i + 1), contrary);
        }
      }
      case Sentence.Member(Term.Test.Member test) -> member(test, contrary);
      case Sentence.Semidefinite(int _, Term matrix) -> {
        Matrix m = new Matrices(terms).matrix(matrix);
        Arithmetic.fit(matrix, m.columns(), m.rows());
        pending.add(new Pending(new Curvatures(terms).semidefinite(m), contrary));
      }
      case Sentence.Definite(int at, Term matrix) ->
          new Definites(terms)
              .of(at, matrix, contrary)
              .forEach(it -> pending.add(new Pending(it, contrary)));
      case Sentence.Convex convex ->
          pending.add(new Pending(new Curvatures(terms).convex(convex), contrary));
      case Sentence.Lipschitz lipschitz ->
          new Courses(terms)
              .lipschitz(lipschitz, contrary)
              .forEach(it -> pending.add(new Pending(it, contrary)));
      case Sentence.Course course ->
          pending.add(
              new Pending(
                  new Courses(terms).goal(course), contrary, new Courses(terms).ways(course)));
      case Sentence.Limit limit -> limit(limit, contrary);
      case Sentence.Not(Sentence of) -> {
        int before = pending.size();
        add(of, !contrary);
        if (pending.size() != before + 1) {
          throw new ClaimException(
              0, "one comparison after not", "several", "Deny each of them by itself.");
        }
      }
      case Sentence.All(List<Sentence> parts) -> parts.forEach(it -> add(it, contrary));
      case Sentence.Implies(Term.Test given, Sentence then) -> {
        scope.given.add(terms.condition(given));
        add(then, contrary);
      }
    }
  }

  private void member(Term.Test.Member test, boolean contrary) {
    if (!(test.domain()
        instanceof Term.Domain.Interval(Term low, boolean lowIn, Term high, boolean highIn))) {
      throw new ClaimException(
          test.at(), "an interval", "another set", "Write sigmoid(a) in (0, 1).");
    }
    compare(low, lowIn ? Relation.LE : Relation.LT, test.of(), contrary);
    compare(test.of(), highIn ? Relation.LE : Relation.LT, high, contrary);
  }

  /// A limit; of a vector one for each entry.
  private void limit(Sentence.Limit limit, boolean contrary) {
    Limits limits = new Limits(terms);
    Value function = terms.of(limit.function());
    Value value =
        LimitParser.isInfinite(limit.value())
            ? new Scalar(limits.number(limit.value()))
            : terms.of(limit.value());
    if (function instanceof Vector v) {
      each(v.size(), i -> limit(limit, at(function, i), at(value, i), contrary));
    } else {
      limit(limit, terms.scalar(limit.function()), at(value, Formula.ONE), contrary);
    }
  }

  private void limit(Sentence.Limit limit, Formula function, Formula value, boolean contrary) {
    scope.moderate(function);
    pending.add(new Pending(new Limits(terms).goal(limit, function, value), contrary));
  }

  private void goal(Formula left, Relation relation, Formula right, boolean contrary) {
    scope.moderate(left);
    scope.moderate(right);
    pending.add(new Pending(setting -> new Goal.Compare(setting, left, relation, right), contrary));
  }

  private void compare(Term left, Relation relation, Term right, boolean contrary) {
    Identities.Pair sides = new Identities(terms).both(left, right);
    Value first = sides.left();
    Value second = sides.right();
    if (first instanceof Scalar(Formula a) && second instanceof Scalar(Formula b)) {
      goal(a, relation, b, contrary);
    } else if (relation == Relation.NE) {
      throw new ClaimException(
          left.at(),
          "= or an order of all entries",
          "!= between vectors or matrices",
          "Compare entries, x[i] != y[i], or deny that all are equal: not x = y.");
    } else if (first instanceof Matrix || second instanceof Matrix) {
      matrices(left, first, relation, second, contrary);
    } else {
      vectors(left, first, relation, second, contrary);
    }
  }

  private void vectors(Term at, Value first, Relation relation, Value second, boolean contrary) {
    Formula size = first instanceof Vector v ? v.size() : ((Vector) second).size();
    if (first instanceof Vector u
        && second instanceof Vector v
        && !Sizes.same(u.size(), v.size())) {
      if (scope.extents.givesWay(u.size(), v.size())
          || scope.extents.givesWay(v.size(), u.size())) {
        Arithmetic.agree(at, u.size(), v.size());
      }
      goal(u.size(), Relation.EQ, v.size(), contrary);
    }
    if (size.equals(Formula.ZERO) && pending.isEmpty()) {
      goal(size, Relation.EQ, size, contrary);
    }
    each(size, i -> goal(at(first, i), relation, at(second, i), contrary));
  }

  private static Formula at(Value value, Formula i) {
    return switch (value) {
      case Scalar(Formula number) -> number;
      case Vector v -> v.inside().apply(i);
      case Matrix _ -> throw new IllegalStateException("a matrix among vectors");
    };
  }

  /// All indices of a vector: one after another if it is short, else a variable.
  private void each(Formula size, java.util.function.Consumer<Formula> then) {
    int few = Sizes.whole(size).orElse(Integer.MAX_VALUE);
    if (few <= 12) {
      for (int i = 1; i <= few; i++) {
        then.accept(Formula.number(i));
      }
      return;
    }
    Formula.Var index = scope.fresh("i");
    scope.kinds.put(index.name(), Setting.Kind.INTEGER);
    scope.places.exists(index, size);
    then.accept(index);
  }

  private void matrices(Term at, Value first, Relation relation, Value second, boolean contrary) {
    Matrix shape = first instanceof Matrix m ? m : (Matrix) second;
    if (first instanceof Matrix a && second instanceof Matrix b) {
      Arithmetic.agree(at, a.rows(), b.rows());
      Arithmetic.agree(at, a.columns(), b.columns());
    }
    each(
        shape.rows(),
        i ->
            each(
                shape.columns(),
                j -> goal(entry(at, first, i, j), relation, entry(at, second, i, j), contrary)));
  }

  private static Formula entry(Term at, Value value, Formula i, Formula j) {
    return switch (value) {
      case Scalar(Formula number) -> number;
      case Matrix m -> m.entry().apply(i, j);
      case Vector _ ->
          throw Elaboration.shape(at, "two of one shape", "a matrix and a vector", "Use @.");
    };
  }
}
