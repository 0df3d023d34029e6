package gradus.explain.claim;

import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Fold;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Range;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads over what a sum runs: `k`, `i,j`, `k=1..K`, `k in 1..K`, `k != i`, `i < j`, `1 <= i < j <=
/// n`.
record HeadParser(TermParser terms) {

  private static final Set<String> ORDERS = Set.of("!=", "<", "<=", ">", ">=");

  /// Indices and what is said of them.
  ///
  /// @param indices the names over which the sum may run; of those in a test the first that the
  ///   body holds, and others that stand nowhere else ({@link Pairs})
  record Head(List<String> indices, Optional<Range> range, Optional<Test> test) {

    static Head of(String index) {
      return new Head(List.of(index), Optional.empty(), Optional.empty());
    }

    /// Whether nothing is said of the indices.
    boolean isPlain() {
      return range.isEmpty() && test.isEmpty();
    }

    /// The indices along a range.
    Head along(Range range) {
      return new Head(indices, Optional.of(range), test);
    }

    /// The indices from where they begin up to a bound.
    Head upTo(Term to) {
      return along(new Range(range.map(Range::from).orElse(new Figure(to.at(), Formula.ONE)), to));
    }

    /// A sum, or its kin, of a body over the indices.
    Term over(int at, Formula.Combination kind, Term body) {
      if (test.isEmpty()) {
        Term all = body;
        for (String index : indices.reversed()) {
          all = new Fold(at, kind, index, range, test, all);
        }
        return all;
      }
      Uses inside = new Uses();
      inside.in(body, "");
      String first =
          indices.stream().filter(inside.free::contains).findFirst().orElse(indices.getFirst());
      return new Fold(at, kind, first, range, test, body);
    }
  }

  private Cursor cursor() {
    return terms.cursor();
  }

  Head read() {
    if (cursor().peek().kind() == Token.Kind.NUMBER) {
      return chain(terms.sum());
    }
    Token name = cursor().name("an index");
    if (cursor().relation().isPresent() && !cursor().is("=")) {
      return chain(new Name(name.at(), name.text()));
    }
    Head head = new Adjectives(terms).follow() ? described(name) : several(name);
    if (cursor().skip("in")) {
      Term.Domain domain = new TestParser(terms).domain();
      if (domain instanceof Term.Domain.Integers(Optional<Term> from, Optional<Term> to)
          && from.isPresent()
          && to.isPresent()) {
        return head.along(new Range(from.get(), to.get()));
      }
      throw cursor().wrong("a range such as 1..K", "A sum runs over integers.");
    }
    if (!cursor().skip("=")) {
      return head;
    }
    Term from = terms.sum();
    boolean range = cursor().skip("..") || cursor().skip(":") || cursor().skip("to");
    return head.along(new Range(from, range ? terms.sum() : from));
  }

  /// `k even`.
  private Head described(Token name) {
    Optional<Test> test = new Adjectives(terms).after(new Name(name.at(), name.text()));
    return new Head(List.of(name.text()), Optional.empty(), test);
  }

  /// `i,j` and `ij` as a subscript.
  private Head several(Token name) {
    List<String> indices = new ArrayList<>();
    IndexParser.letters(new Name(name.at(), name.text()))
        .forEach(it -> indices.add(it instanceof Name(int _, String each) ? each : name.text()));
    while (cursor().is(",") && cursor().peek(1).isName() && isSubscript()) {
      cursor().take();
      indices.add(cursor().name("an index").text());
    }
    return new Head(List.copyOf(indices), Optional.empty(), Optional.empty());
  }

  private boolean isSubscript() {
    return Set.of("}", ",", "=", "in").contains(cursor().peek(2).text());
  }

  /// `i < j`, and `1 <= i < j <= n`, in which the ends are bounds.
  private Head chain(Term first) {
    int at = first.at();
    List<Term> sides = new ArrayList<>(List.of(first));
    List<Relation> relations = new ArrayList<>();
    Optional<Relation> relation = cursor().relation();
    while (relation.isPresent()) {
      cursor().take();
      relations.add(relation.get());
      sides.add(terms.sum());
      relation = cursor().relation();
    }
    boolean bounded = first instanceof Figure && sides.size() > 2;
    List<String> indices =
        sides.subList(0, bounded ? sides.size() - 1 : sides.size()).stream()
            .filter(it -> it instanceof Name)
            .map(it -> ((Name) it).name())
            .toList();
    if (indices.isEmpty()) {
      throw new ClaimException(
          at, "an index", "none", "Write sum(k=1..K, x[k]) or sum(i < j, x[i]*x[j]).");
    }
    Optional<Range> range =
        bounded ? Optional.of(new Range(first, sides.getLast())) : Optional.empty();
    return new Head(indices, range, Optional.of(new Test.Chain(sides, relations)));
  }

  /// Whether `k=1..K,`, `k in …,` or `i < j,` follows.
  boolean startsRange(int ahead) {
    Token first = cursor().peek(ahead);
    Token second = cursor().peek(ahead + 1);
    if (second.is("odd") || second.is("even")) {
      return first.isName() && !cursor().peek(ahead + 2).is("(");
    }
    if (second.kind() != Token.Kind.SIGN && !second.is("in")) {
      return false;
    }
    boolean number = first.kind() == Token.Kind.NUMBER;
    return ORDERS.contains(second.text())
        ? first.isName() || number
        : first.isName() && (second.is("=") || second.is("in"));
  }
}
