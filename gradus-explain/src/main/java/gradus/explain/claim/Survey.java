package gradus.explain.claim;

import static java.util.stream.Collectors.toSet;

import gradus.formula.Formula;
import java.util.List;
import java.util.Set;

/// A first look through a claim: which names are vectors, how long, which are integers.
record Survey(Scope scope) {

  /// Letters that stand for lengths.
  private static final List<String> LENGTHS = List.of("n", "N", "d", "D");

  void of(Sentence.Whole whole) {
    // twice, since a name may be known as a vector only from a later place
    for (int round = 0; round < 2; round++) {
      whole.definitions().forEach(this::definition);
      sentence(whole.sentence(), scope.uses);
      whole.conditions().forEach(scope.uses::in);
    }
    scope.uses.settle();
    if (asksForLengths(whole)) {
      scope.lengthsAreTheQuestion();
    }
    whole.declarations().stream()
        .map(Sentence.Declaration::name)
        .filter(scope.uses.paired::contains)
        .forEach(scope.uses.free::add);
    whole.declarations().forEach(it -> it.domain().ifPresent(scope.uses::in));
    scope.reserve(
        whole.declarations().stream()
            .filter(it -> it.domain().orElse(null) instanceof Term.Domain.Space)
            .map(Sentence.Declaration::name)
            .collect(toSet()));
    Set<String> names = scope.uses.names;
    scope.uses.bounds.forEach(this::bound);
    scope.uses.matrices.forEach(this::axes);
    named(whole);
    scope.uses.roles.forEach(
        (name, role) -> {
          boolean fixed = scope.lengths.containsKey(name) || scope.definitions.containsKey(name);
          if (!fixed && !role.isEmpty() && names.contains(Roles.symbol(name, role))) {
            scope.uses.indices.add(Roles.symbol(name, role));
          }
        });
  }

  /// Vectors of which nothing is said are as long as the one name of a length that stands alone in
  /// the claim, as `n` does in `norm1(x) <= sqrt(n)*norm(x)`.
  private void named(Sentence.Whole whole) {
    Uses uses = scope.uses;
    List<String> said = whole.declarations().stream().map(Sentence.Declaration::name).toList();
    List<String> free =
        LENGTHS.stream()
            .filter(uses.free::contains)
            .filter(it -> !uses.indices.contains(it) && !said.contains(it) && !uses.isVector(it))
            .filter(it -> !scope.definitions.containsKey(it))
            .toList();
    boolean usual = uses.roles.values().stream().allMatch(it -> Set.of("", "K", "d").contains(it));
    boolean taken =
        uses.roles.values().stream().anyMatch(it -> !it.isEmpty() && uses.free.contains(it));
    if (free.size() == 1 && usual && !taken && uses.matrices.isEmpty()) {
      uses.roles.keySet().stream()
          .filter(
              it ->
                  !scope.definitions.containsKey(it)
                      && (uses.whole.contains(it) || !uses.roles.getOrDefault(it, "").isEmpty()))
          .filter(it -> !isParameter(it))
          .forEach(it -> scope.lengths.putIfAbsent(it, List.of(scope.size(free.getFirst()))));
    }
  }

  /// Whether lengths are what is claimed: not if a condition or a definition only mentions one.
  private boolean asksForLengths(Sentence.Whole whole) {
    Uses claimed = new Uses();
    sentence(whole.sentence(), claimed);
    return claimed.asksForLengths() || (scope.uses.asksForLengths() && !claimed.hasSignals());
  }

  private boolean isParameter(String name) {
    return scope.uses.parameters.values().stream().anyMatch(it -> it.contains(name));
  }

  /// What is used as a vector is one in its definition too.
  private void definition(Sentence.Definition it) {
    scope.uses.parameters.put(it.name(), it.parameters());
    boolean vector = it.isPlain() && scope.uses.isVector(it.name());
    scope.uses.in(it.term(), vector ? scope.uses.roles.getOrDefault(it.name(), "") : "");
    if (it.isPlain() && scope.uses.indices.contains(it.name())) {
      new Rounded(scope.uses).quotient(it.term());
    }
  }

  /// Sums over `X[n, j]` up to N and D say that X has N rows and D columns.
  private void axes(String matrix) {
    Term.Name rows = scope.uses.axes.get(matrix + ",1");
    Term.Name columns = scope.uses.axes.get(matrix + ",2");
    boolean known = scope.lengths.containsKey(matrix) || scope.definitions.containsKey(matrix);
    if (known || (rows == null && columns == null)) {
      return;
    }
    scope.lengths.put(
        matrix,
        List.of(
            rows == null ? scope.extents.rows(matrix) : scope.size(rows.name()),
            columns == null ? scope.extents.columns(matrix) : scope.size(columns.name())));
  }

  /// A sum over `x[j]` up to K says that x has K entries.
  private void bound(String vector, Term to) {
    boolean plain =
        (to instanceof Term.Name(int _, String name) && !scope.definitions.containsKey(name))
            || to instanceof Term.Index;
    if (isSum(to)
        && !scope.definitions.containsKey(vector)
        && scope.uses.roles.getOrDefault(vector, "").isEmpty()) {
      Uses inside = new Uses();
      inside.in(to, "");
      inside.names.forEach(scope::size);
      scope.lengths.put(vector, List.of(Sizes.tidy(new Elaboration(scope).scalar(to))));
    }
    if (plain && !scope.definitions.containsKey(vector)) {
      Uses inside = new Uses();
      inside.in(to, "");
      Formula size = new Elaboration(scope).scalar(to);
      if (size instanceof Formula.Var(String symbol)) {
        Formula rows = scope.size(symbol);
        scope.lengths.put(
            vector,
            scope.uses.matrices.contains(vector)
                ? List.of(rows, scope.extents.row(vector, "d"))
                : List.of(rows));
      }
    }
  }

  /// Whether a bound is a sum of undefined names and numbers, such as `K - 1`.
  private boolean isSum(Term to) {
    return to instanceof Term.Binary(int _, String sign, Term left, Term right)
        && "+-".contains(sign)
        && isPart(left)
        && isPart(right);
  }

  private boolean isPart(Term term) {
    return term instanceof Term.Figure
        || (term instanceof Term.Name(int _, String name) && !scope.definitions.containsKey(name))
        || isSum(term);
  }

  private void sentence(Sentence sentence, Uses uses) {
    switch (sentence) {
      case Sentence.Chain(List<Term> sides, var _) -> sides.forEach(it -> uses.in(it, ""));
      case Sentence.Member(Term.Test.Member test) -> uses.in(test);
      case Sentence.Semidefinite(int _, Term matrix) -> {
        if (matrix instanceof Term.Name(int _, String name) && !uses.isVector(name)) {
          uses.matrices.add(name);
        }
        uses.in(matrix, "");
      }
      case Sentence.Definite(int _, Term matrix) -> {
        if (matrix instanceof Term.Name(int _, String name) && !uses.isVector(name)) {
          uses.matrices.add(name);
        }
        uses.in(matrix, "");
      }
      case Sentence.Lipschitz(int _, Term function, Term by, Term most) -> {
        uses.in(function, "");
        uses.in(by, "");
        uses.in(most, "");
      }
      case Sentence.Convex(int _, Term function, Term by, boolean _) -> {
        uses.in(function, "");
        uses.in(by, "");
      }
      case Sentence.Course(int _, Term function, Term by, var _) -> {
        uses.in(function, "");
        uses.in(by, "");
      }
      case Sentence.Limit limit -> {
        uses.in(limit.function(), "");
        uses.in(limit.by(), "");
        List.of(limit.place(), limit.value()).stream()
            .filter(it -> !LimitParser.isInfinite(it))
            .forEach(it -> uses.in(it, ""));
      }
      case Sentence.Not(Sentence of) -> sentence(of, uses);
      case Sentence.All(List<Sentence> parts) -> parts.forEach(it -> sentence(it, uses));
      case Sentence.Implies(Term.Test given, Sentence then) -> {
        uses.in(given);
        sentence(then, uses);
      }
    }
  }
}
