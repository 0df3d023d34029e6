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
    if (new LimitParser(terms).starts()) {
      return new LimitParser(terms).read();
    }
    if (cursor().is("as")) {
      return new LimitParser(terms).ahead();
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
      Optional<Sentence> property = PropertyParser.called(at, function, arguments);
      if (property.isPresent()) {
        return property.get();
      }
    }
    if (cursor().is("is")) {
      return new PropertyParser(terms).described(first);
    }
    if (cursor().is("in")) {
      return new Sentence.Member((Test.Member) new TestParser(terms).chain(first));
    }
    if (cursor().skip("⪰")) {
      new PrimaryParser(terms).atom();
      return new Sentence.Semidefinite(first.at(), first);
    }
    Optional<Sentence> limit =
        new LimitParser(terms).follows() ? new LimitParser(terms).after(first) : Optional.empty();
    if (limit.isPresent()) {
      return limit.get();
    }
    List<Term> sides = new ArrayList<>(List.of(first));
    List<Relation> relations = new ArrayList<>();
    while (cursor().relation().isPresent()) {
      relations.add(cursor().relation().get());
      cursor().take();
      if (sides.size() == 1 && new LimitParser(terms).starts()) {
        return new LimitParser(terms).turned(first, relations.getFirst());
      }
      sides.add(terms.term());
    }
    if (relations.isEmpty() && cursor().is("->")) {
      throw cursor()
          .wrong("a comparison before it", "Greater or equal is >=; a > 0 -> relu(a) = a assumes.");
    }
    if (relations.isEmpty() && ")]}".contains(cursor().peek().text()) && !cursor().is("")) {
      throw cursor().wrong("a parenthesis that is open", "Leave it out, or open one before.");
    }
    if (relations.isEmpty() && cursor().is("'")) {
      throw cursor().wrong("a function before a prime", "Write d/da (…); sigmoid'(a) has one.");
    }
    if (relations.isEmpty()) {
      throw cursor()
          .wrong(
              "a sign of the term, or =, <=, >=, <, > to compare it",
              "A claim compares two terms, or is convex(f, a), concave(f, a) or psd(M).");
    }
    Optional<Term> modulus = new Residues(terms).modulus();
    if (modulus.isPresent()) {
      Test.Chain chain = Residues.congruent(new Test.Chain(sides, relations), modulus.get());
      return new Sentence.Chain(chain.terms(), chain.relations());
    }
    return new Sentence.Chain(sides, relations);
  }
}
