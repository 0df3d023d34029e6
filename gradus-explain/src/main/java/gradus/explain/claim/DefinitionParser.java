package gradus.explain.claim;

import gradus.explain.claim.Sentence.Definition;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads definitions: `h = relu(a)`, `f(a) = a^2`, `q(u)[k] = exp(u[k])`, `z_i = Σ_j w_j x_ij`.
record DefinitionParser(TermParser terms) {

  private Cursor cursor() {
    return terms.cursor();
  }

  /// Whether `let` is followed by a definition, and not by `x in R^d` or `T > 0`.
  boolean isNext() {
    Token next = cursor().peek(1);
    return !next.is("in") && !Set.of("<", "<=", ">", ">=", "!=", ",").contains(next.text());
  }

  Definition read() {
    Token name = cursor().name("the name to define");
    List<String> parameters = new ArrayList<>();
    List<String> indices = new ArrayList<>();
    Term described = IndexParser.split(name);
    String defined = plain(described).isEmpty() ? base(described, indices) : plain(described);
    if (cursor().skip("(")) {
      parameters.addAll(parameters(")"));
      cursor().define(defined);
    }
    if (cursor().skip("[")) {
      indices.addAll(parameters("]"));
    } else if (cursor().skip("_")) {
      boolean many = cursor().skip("{");
      indices.addAll(many ? parameters("}") : List.of(cursor().name("an index").text()));
    }
    if (!cursor().skip(":=") && !cursor().skip("be")) {
      cursor().expect("=", "A definition is let h = relu(a);");
    }
    return new Definition(name.at(), defined, parameters, indices, terms.term());
  }

  /// `S = softmax`: another name for a function.
  Definition alias() {
    Token name = cursor().take();
    cursor().take();
    Token function = cursor().take();
    Term of =
        new Term.Call(
            function.at(), Names.function(function.text()), List.of(new Name(function.at(), "x")));
    return new Definition(name.at(), name.text(), List.of("x"), List.of(), of);
  }

  private List<String> parameters(String close) {
    List<String> parameters = new ArrayList<>();
    do {
      parameters.add(cursor().name("a parameter").text());
    } while (cursor().skip(","));
    cursor().expect(close, "Parameters are names with commas: let f(a, y) = ….");
    return parameters;
  }

  /// The name of `z_i` or `z[i, j]`, whose indices are noted; nothing of other terms.
  static String base(Term term, List<String> indices) {
    if (term instanceof Term.Index(int _, Term of, List<Term> at, boolean _)
        && of instanceof Name(int _, String name)
        && at.stream().allMatch(it -> it instanceof Name)) {
      at.forEach(it -> indices.add(((Name) it).name()));
      return name;
    }
    return "";
  }

  /// `x_1` as one name.
  static String plain(Term index) {
    return index instanceof Term.Index(int _, Term of, List<Term> at, boolean _)
            && of instanceof Name(int _, String name)
            && at.getFirst() instanceof Term.Figure(int _, gradus.formula.Formula value)
            && value instanceof gradus.formula.Formula.Num n
        ? name + n.numerator()
        : index instanceof Name(int _, String other) ? other : "";
  }

  /// `z = x1 - x2` as the definition of z.
  static Optional<Definition> named(int at, Test.Chain test) {
    String name = plain(test.terms().getFirst());
    return test.relations().equals(List.of(Relation.EQ)) && !name.isEmpty()
        ? Optional.of(new Definition(at, name, List.of(), List.of(), test.terms().getLast()))
        : Optional.empty();
  }

  /// Whether an equation defines its name: `a = 2` after `a = 1`, `a = 2a`, and `b = 3a` after `a =
  /// 2b` say something of names that have a meaning.
  static boolean defines(Definition equation, List<Definition> earlier) {
    Set<String> reached = new LinkedHashSet<>(names(equation));
    boolean more = true;
    while (more) {
      more = false;
      for (Definition each : earlier) {
        more |= reached.contains(each.name()) && reached.addAll(names(each));
      }
    }
    return !reached.contains(equation.name())
        && earlier.stream().noneMatch(it -> it.name().equals(equation.name()));
  }

  private static Set<String> names(Definition definition) {
    Uses uses = new Uses();
    uses.in(definition.term(), "");
    uses.names.removeAll(definition.parameters());
    return uses.names;
  }

  /// `z_i = Σ_j w_j x_ij` as the definition of z, since its index stands on both sides.
  static Optional<Definition> sequence(int at, Test.Chain test) {
    List<String> indices = new ArrayList<>();
    String name = base(test.terms().getFirst(), indices);
    Uses right = new Uses();
    right.in(test.terms().getLast(), "");
    return test.relations().equals(List.of(Relation.EQ))
            && !name.isEmpty()
            && right.free.containsAll(indices)
            && !right.names.contains(name)
        ? Optional.of(new Definition(at, name, List.of(), indices, test.terms().getLast()))
        : Optional.empty();
  }
}
