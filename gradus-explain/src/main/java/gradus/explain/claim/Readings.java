package gradus.explain.claim;

import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads claims, again where a first reading shows how lengths have to agree.
final class Readings {

  private static final int MOST = 40;
  private static final int MOST_CASES = 100;

  private Readings() {}

  /// A claim with what it says about each value of the names that have only a few.
  static Claim claim(String text) {
    Sentence.Whole written = parsed(text);
    Optional<Sentence.Definition> posed =
        written.sentence() instanceof Sentence.Implies said ? Posed.in(said) : Optional.empty();
    List<Sentence.Whole> cases = cases(posed.map(it -> defined(written, it)).orElse(written));
    List<Claim> claims = cases.stream().map(it -> read(text, it)).toList();
    return new Claim(
        text,
        claims.stream().flatMap(it -> it.parts().stream()).toList(),
        claims.getFirst().about(),
        claims.getFirst().assumed(),
        Stream.concat(
                posed.stream().map(it -> it.name() + " stands for what it is equal to"),
                claims.stream().flatMap(it -> it.remarks().stream()))
            .distinct()
            .toList());
  }

  /// The claim; where two bars are no norm, as in `||a| - |b||`, with each of them by itself.
  private static Sentence.Whole parsed(String text) {
    try {
      return ClaimParser.parse(text);
    } catch (ClaimException first) {
      if (!text.contains("||")) {
        throw first;
      }
      try {
        return ClaimParser.parse(text.replace("||", "| |"));
      } catch (ClaimException second) {
        throw first;
      }
    }
  }

  /// What follows of a condition that is read as a definition.
  private static Sentence.Whole defined(Sentence.Whole whole, Sentence.Definition posed) {
    List<Sentence.Definition> more = new ArrayList<>(whole.definitions());
    more.add(posed);
    return new Sentence.Whole(
        ((Sentence.Implies) whole.sentence()).then(),
        more,
        whole.declarations(),
        whole.conditions());
  }

  /// Reads a claim, again with better hints where the first reading shows some.
  private static Claim read(String text, Sentence.Whole whole) {
    Hints hints = Hints.NONE;
    for (int round = 0; ; round++) {
      Hints known = hints;
      Goals goals = new Goals(text, whole, known);
      Optional<Hints> better;
      try {
        Claim claim = goals.claim();
        better = better(goals.scope, hints, goals.numbers());
        if (better.isEmpty() || round > MOST) {
          return claim;
        }
      } catch (Misread misread) {
        better =
            misread
                .lengths()
                .map(it -> better(goals.scope, known, it.getKey(), it.getValue()))
                .orElse(Optional.of(hints.withoutFit()));
        if (better.isEmpty() || round > MOST) {
          throw misread.error();
        }
      } catch (ClaimException wrong) {
        better = better(goals.scope, hints, goals.numbers());
        if (better.isEmpty() || round > MOST) {
          throw wrong;
        }
      }
      hints = better.get();
    }
  }

  /// Better hints after two lengths that have to agree and do not, if one of them was assumed: one
  /// of which the claim says nothing sooner than one that it names, and a later one of matrices
  /// sooner than an earlier one.
  private static Optional<Hints> better(Scope scope, Hints hints, Formula left, Formula right) {
    boolean turned =
        isNamed(scope, left) == isNamed(scope, right)
            ? scope.extents.isBefore(left, right)
            : isNamed(scope, left);
    Formula first = turned ? right : left;
    Formula second = turned ? left : right;
    return scope.extents.givesWay(first, second)
        ? Optional.of(hints.with(((Formula.Var) first).name(), second))
        : scope.extents.givesWay(second, first)
            ? Optional.of(hints.with(((Formula.Var) second).name(), first))
            : Optional.empty();
  }

  private static boolean isNamed(Scope scope, Formula size) {
    return size instanceof Formula.Var(String symbol) && scope.uses.names.contains(symbol);
  }

  /// Better hints where a number was given for a length that the claim does not name, and it names
  /// only one: `for K = 2` of a claim about a vector p.
  private static Optional<Hints> better(Scope scope, Hints hints, Map<String, Formula> numbers) {
    List<Formula> unused =
        numbers.entrySet().stream()
            .filter(
                it -> !scope.named.contains(it.getKey()) && !scope.uses.names.contains(it.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return unused.size() == 1 && scope.assumed.size() == 1
        ? Optional.of(hints.with(scope.assumed.iterator().next(), unused.getFirst()))
        : Optional.empty();
  }

  private static List<Sentence.Whole> cases(Sentence.Whole whole) {
    if (whole.sentence() instanceof Sentence.All(List<Sentence> parts)
        && parts.stream().anyMatch(Sentence.Implies.class::isInstance)) {
      return parts.stream()
          .map(
              it ->
                  new Sentence.Whole(
                      it, whole.definitions(), whole.declarations(), whole.conditions()))
          .flatMap(it -> cases(it).stream())
          .toList();
    }
    int count = 1;
    for (Sentence.Declaration each : whole.declarations()) {
      if (each.domain().orElse(null) instanceof Term.Domain.Finite(List<Term> values)) {
        count *= values.size();
      }
      if (count > MOST_CASES) {
        throw new ClaimException(
            each.at(), "at most 100 cases", "more", "Leave some names to all real numbers.");
      }
    }
    for (Sentence.Declaration each : whole.declarations()) {
      if (each.domain().orElse(null) instanceof Term.Domain.Finite(List<Term> values)) {
        List<Sentence.Declaration> rest = new ArrayList<>(whole.declarations());
        rest.remove(each);
        return values.stream()
            .flatMap(
                value -> {
                  List<Sentence.Definition> more = new ArrayList<>(whole.definitions());
                  more.add(
                      new Sentence.Definition(each.at(), each.name(), List.of(), List.of(), value));
                  return cases(new Sentence.Whole(whole.sentence(), more, rest, whole.conditions()))
                      .stream();
                })
            .toList();
      }
    }
    return List.of(whole);
  }
}
