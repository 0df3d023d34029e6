package gradus.explain.claim;

import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what is claimed: comparisons, convexity, semidefiniteness, and what joins them.
record SentenceParser(TermParser terms) {

  private Cursor cursor() {
    return terms.cursor();
  }

  Sentence sentence() {
    List<Sentence> parts = new ArrayList<>(List.of(implication()));
    while (cursor().is("and") && !cursor().peek(1).is("for") && !cursor().peek(1).is("where")) {
      cursor().take();
      parts.add(implication());
    }
    if (parts.size() > 1
        && parts.stream().anyMatch(it -> it instanceof Sentence.Implies || isBoth(it))) {
      throw cursor()
          .wrong(
              "-> alone", "What it assumes would hold for the other parts too: claim each alone.");
    }
    return parts.size() == 1 ? parts.getFirst() : new Sentence.All(parts);
  }

  private static boolean isBoth(Sentence sentence) {
    return sentence instanceof Sentence.All(List<Sentence> parts)
        && parts.stream().anyMatch(Sentence.Implies.class::isInstance);
  }

  private Sentence implication() {
    Sentence first = single();
    if (cursor().isBoth()) {
      return both(first);
    }
    if (!cursor().is("->")) {
      return first;
    }
    if (!(first instanceof Sentence.Chain(List<Term> sides, List<Relation> relations))) {
      throw cursor().wrong("a comparison before ->", "Write a > 0 -> relu(a) = a.");
    }
    cursor().take();
    return new Sentence.Implies(new Test.Chain(sides, relations), single());
  }

  /// Each of two comparisons under the condition of the other one.
  private Sentence both(Sentence first) {
    int words = cursor().is("iff") ? 1 : 4;
    for (int i = 0; i < words; i++) {
      cursor().take();
    }
    Sentence second = single();
    if (first instanceof Sentence.Chain left && second instanceof Sentence.Chain right) {
      return new Sentence.All(
          List.of(
              new Sentence.Implies(new Test.Chain(left.terms(), left.relations()), right),
              new Sentence.Implies(new Test.Chain(right.terms(), right.relations()), left)));
    }
    throw cursor().wrong("comparisons on both sides of iff", "Write sigmoid(a) > 1/2 iff a > 0.");
  }

  private Sentence single() {
    if (cursor().skip("not")) {
      cursor().enter();
      return new Sentence.Not(single());
    }
    Cursor.Mark mark = cursor().mark();
    if (cursor().is("(")) {
      cursor().take();
      cursor().enter();
      try {
        Sentence inner = sentence();
        if (cursor().skip(")") && cursor().relation().isEmpty()) {
          cursor().leave();
          return inner;
        }
      } catch (ClaimException notASentence) {
        // a parenthesis of a term: it is read as such below, with its own error
        cursor().back(mark);
      }
      cursor().back(mark);
    }
    return compared(named().orElseGet(terms::term));
  }

  /// A function of numbers by its name alone: `tanh is odd` is said of `tanh(a)`.
  private Optional<Term> named() {
    Token name = cursor().peek();
    String function = Names.function(name.text());
    if (!name.isName() || !Names.SCALAR.contains(function) || !cursor().peek(1).is("is")) {
      return Optional.empty();
    }
    cursor().take();
    return Optional.of(new Call(name.at(), function, List.of(new Term.Name(name.at(), "a"))));
  }

  private Sentence compared(Term first) {
    if (first instanceof Call(int at, String function, List<Term> arguments)) {
      Optional<Sentence> property = property(at, function, arguments);
      if (property.isPresent()) {
        return property.get();
      }
    }
    if (cursor().is("is")) {
      return described(first);
    }
    if (cursor().is("in")) {
      return new Sentence.Member((Test.Member) new TestParser(terms).chain(first));
    }
    if (cursor().skip("⪰")) {
      new PrimaryParser(terms).atom();
      return new Sentence.Semidefinite(first.at(), first);
    }
    List<Term> sides = new ArrayList<>(List.of(first));
    List<Relation> relations = new ArrayList<>();
    while (cursor().relation().isPresent()) {
      relations.add(cursor().relation().get());
      cursor().take();
      sides.add(terms.term());
    }
    if (relations.isEmpty() && cursor().is("->")) {
      throw cursor()
          .wrong("a comparison before it", "Greater or equal is >=; a > 0 -> relu(a) = a assumes.");
    }
    if (relations.isEmpty() && ")]}".contains(cursor().peek().text()) && !cursor().is("")) {
      throw cursor().wrong("a parenthesis that is open", "Leave it out, or open one before.");
    }
    if (relations.isEmpty()) {
      throw cursor()
          .wrong(
              "a sign of the term, or =, <=, >=, <, > to compare it",
              "A claim compares two terms, or is convex(f, a), concave(f, a) or psd(M).");
    }
    return new Sentence.Chain(sides, relations);
  }

  /// `non-decreasing` as one word.
  private static Token opposite(Token word) {
    return new Token(word.kind(), "non" + word.text(), word.at(), word.end());
  }

  private static Optional<Sentence> property(int at, String function, List<Term> arguments) {
    return Optional.ofNullable(
        switch (function) {
          case "psd", "PSD" ->
              new Sentence.Semidefinite(at, only(at, function, arguments, 1).getFirst());
          case "nsd" ->
              new Sentence.Semidefinite(
                  at, new Term.Minus(at, only(at, function, arguments, 1).getFirst()));
          case "convex", "concave" ->
              new Sentence.Convex(
                  at,
                  only(at, function, arguments, arguments.size() == 1 ? 1 : 2).getFirst(),
                  arguments.getLast(),
                  function.equals("concave"));
          case "increasing", "decreasing", "nondecreasing", "nonincreasing", "odd", "even" ->
              new Sentence.Course(
                  at,
                  only(at, function, arguments, arguments.size() == 1 ? 1 : 2).getFirst(),
                  arguments.getLast(),
                  Courses.kind(function, false).orElseThrow());
          default -> null;
        });
  }

  private static List<Term> only(int at, String function, List<Term> arguments, int count) {
    if (arguments.size() != count) {
      throw new ClaimException(
          at,
          count == 1 ? "a matrix" : "a function and a variable",
          arguments.size() + " arguments",
          count == 1 ? "Write " + function + "(M)." : "Write " + function + "(f, a).");
    }
    return arguments;
  }

  /// `f is neither convex nor concave in a`.
  private Sentence neither(Term first) {
    Token one = cursor().name("a property");
    cursor().expect("nor", "Write f is neither convex nor concave in a.");
    Token two = cursor().name("a property");
    Term by = cursor().skip("in") ? new PrimaryParser(terms).postfix() : first;
    List<Sentence> parts = new ArrayList<>();
    for (Token each : List.of(one, two)) {
      Optional<Sentence> said =
          property(each.at(), Names.function(each.text()), List.of(first, by));
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

  /// `f is not convex in a`, `M is psd`.
  private Sentence described(Term first) {
    cursor().take();
    if (cursor().skip("neither")) {
      return neither(first);
    }
    boolean not = cursor().skip("not");
    boolean strict = cursor().is("strictly");
    boolean adverb =
        strict
            || cursor().is("monotonically")
            || cursor().is("monotonic")
            || cursor().is("monotone")
            || cursor().is("weakly")
            || cursor().is("an");
    if (adverb || (cursor().is("non") && cursor().peek(1).is("-"))) {
      cursor().take();
    }
    Token word = cursor().skip("-") ? opposite(cursor().take()) : cursor().name("a property");
    Optional<Sentence.Course.Kind> kind = Courses.kind(word.text(), strict);
    cursor().skip("function");
    if (kind.isPresent()) {
      Term by = cursor().skip("in") ? new PrimaryParser(terms).postfix() : first;
      Sentence said = new Sentence.Course(word.at(), first, by, kind.get());
      return not ? new Sentence.Not(said) : said;
    }
    boolean negative = word.is("negative");
    if ((word.is("positive") || negative) && cursor().peek().text().startsWith("semi")) {
      cursor().take();
      cursor().skip("-");
      if (cursor().is("definite")) {
        cursor().take();
      }
      Term matrix = negative ? new Term.Minus(first.at(), first) : first;
      Sentence said = new Sentence.Semidefinite(word.at(), matrix);
      return not ? new Sentence.Not(said) : said;
    }
    Sentence said =
        switch (word.text()) {
          case "convex", "concave" -> {
            Term by = cursor().skip("in") ? new PrimaryParser(terms).postfix() : first;
            yield new Sentence.Convex(word.at(), first, by, word.is("concave"));
          }
          case "psd" -> new Sentence.Semidefinite(word.at(), first);
          default ->
              throw new ClaimException(
                  word.at(),
                  "convex, concave, increasing, decreasing, odd, even or psd",
                  word.shown(),
                  "Write f is convex in a.");
        };
    return not ? new Sentence.Not(said) : said;
  }
}
