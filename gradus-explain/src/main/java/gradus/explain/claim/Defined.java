package gradus.explain.claim;

import gradus.algebra.calculus.Derivative;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What names stand for that the claim defines: terms, functions, and vectors by their entries.
record Defined(Elaboration terms) {

  /// A function that is defined, of some arguments.
  Value called(Term.Call call, Sentence.Definition definition) {
    return value(call, definition, arguments(call, definition));
  }

  private Map<String, Value> arguments(Term.Call call, Sentence.Definition definition) {
    Counts.needs(call, definition.parameters().size());
    Map<String, Value> meanings = new LinkedHashMap<>();
    for (int i = 0; i < definition.parameters().size(); i++) {
      meanings.put(definition.parameters().get(i), terms.of(call.arguments().get(i)));
    }
    return meanings;
  }

  /// A function of one number, at a variable; derivatives in it are taken.
  Formula at(Term.Call call, Sentence.Definition definition, Formula.Var variable) {
    Map<String, Value> meaning = Map.of(definition.parameters().getFirst(), new Scalar(variable));
    if (value(call, definition, meaning) instanceof Scalar(Formula number)) {
      return Derivative.taken(number);
    }
    throw Elaboration.shape(call, "a function with numbers as values", "another", "Take an entry.");
  }

  /// A vector or matrix that is defined by its entries.
  Value whole(Term.Name name, Sentence.Definition definition) {
    return value(name, definition, terms.scope().parameters);
  }

  /// An entry of what is defined by its entries, also where no length is known.
  Optional<Value> entry(Term of, List<Formula> index) {
    String name =
        of instanceof Term.Name(int _, String it)
            ? it
            : of instanceof Term.Call(int _, String function, List<Term> _) ? function : "";
    Sentence.Definition definition = terms.scope().definitions.get(name);
    if (definition == null
        || definition.indices().size() != index.size()
        || index.isEmpty()
        || terms.scope().opaque.contains(name)
        || (of instanceof Term.Name && !definition.parameters().isEmpty())) {
      return Optional.empty();
    }
    Map<String, Value> meanings =
        of instanceof Term.Call call
            ? arguments(call, definition)
            : new LinkedHashMap<>(terms.scope().parameters);
    return Optional.of(new Scalar(entry(of, definition, meanings, index)));
  }

  private Value value(Term at, Sentence.Definition definition, Map<String, Value> given) {
    Map<String, Value> meanings = new LinkedHashMap<>(given);
    List<String> indices = definition.indices();
    if (indices.isEmpty()) {
      return guarded(at, definition, meanings);
    }
    List<Formula> sizes = new ArrayList<>();
    List<Formula> known =
        definition.parameters().isEmpty()
            ? terms.scope().lengths.getOrDefault(definition.name(), List.of())
            : List.of();
    for (int i = 0; i < indices.size(); i++) {
      sizes.add(
          known.size() == indices.size() ? known.get(i) : length(at, definition, meanings, i));
    }
    return switch (indices.size()) {
      case 1 ->
          new Vector(sizes.getFirst(), i -> entry(at, definition, meanings, List.of(i)), false);
      case 2 ->
          new Matrix(
              sizes.getFirst(),
              sizes.getLast(),
              (i, j) -> entry(at, definition, meanings, List.of(i, j)));
      default ->
          throw Elaboration.shape(at, "one or two indices", indices.size() + "", "Define fewer.");
    };
  }

  private Formula length(
      Term at, Sentence.Definition definition, Map<String, Value> meanings, int place) {
    String index = definition.indices().get(place);
    return terms
        .scope()
        .with(meanings, () -> new Ranges(terms).length(definition.term(), index))
        .orElseThrow(
            () ->
                Elaboration.shape(
                    at,
                    "a length of " + definition.name(),
                    "none",
                    "Say where %s in R^d.".formatted(definition.name())));
  }

  private Formula entry(
      Term at, Sentence.Definition definition, Map<String, Value> given, List<Formula> index) {
    Map<String, Value> meanings = new LinkedHashMap<>(given);
    for (int i = 0; i < index.size(); i++) {
      meanings.put(definition.indices().get(i), new Scalar(index.get(i)));
    }
    return switch (guarded(at, definition, meanings)) {
      case Scalar(Formula number) -> number;
      case Vector _, Matrix _ ->
          throw Elaboration.shape(
              definition.term(), "a number as an entry", "a vector or matrix", "Take an entry.");
    };
  }

  /// Names in a definition are its own parameters or free, whoever calls it.
  private Value guarded(Term at, Sentence.Definition definition, Map<String, Value> meanings) {
    Scope scope = terms.scope();
    if (!scope.calling.add(definition.name())) {
      throw Elaboration.shape(
          at, "a definition without itself", definition.name(), "Write a sum, or cases.");
    }
    try {
      Value value = scope.with(meanings, () -> terms.of(definition.term()));
      if (value instanceof Scalar(Formula number)) {
        scope.moderate(number);
      }
      return value;
    } finally {
      scope.calling.remove(definition.name());
    }
  }
}
