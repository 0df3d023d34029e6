package gradus.explain.claim;

import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What is known of the names of a claim while its terms become formulas.
///
/// Changes with every name that is met.
final class Scope {

  final Uses uses;
  final Extents extents = new Extents(this);
  final Map<String, Sentence.Definition> definitions = new LinkedHashMap<>();
  final Map<String, Value> parameters = new LinkedHashMap<>();
  final Map<String, Formula> bound = new LinkedHashMap<>();
  final Set<String> opaque = new LinkedHashSet<>();
  final Set<String> calling = new LinkedHashSet<>();
  final Map<String, List<Formula>> lengths = new LinkedHashMap<>();
  final Map<String, Setting.Kind> kinds = new LinkedHashMap<>();
  final Set<Condition> given = new LinkedHashSet<>();
  final Set<String> declared = new LinkedHashSet<>();

  /// Vectors and matrices that stand in a term.
  final Set<String> read = new LinkedHashSet<>();

  private final Set<String> kernels = new LinkedHashSet<>();

  /// Names that are said to be numbers.
  final Set<String> numbers = new LinkedHashSet<>();

  private final Map<String, Condition> weak = new LinkedHashMap<>();
  private final Map<String, Condition> shifted = new LinkedHashMap<>();
  private final Set<Condition> fitting = new LinkedHashSet<>();
  private final Set<String> strong = new LinkedHashSet<>();
  private final Set<String> taken = new LinkedHashSet<>();
  final Set<String> assumed = new LinkedHashSet<>();
  final Set<String> named = new LinkedHashSet<>();
  private final Hints hints;
  private boolean fits;
  private int steps;
  private int at;

  Scope(Uses uses, Hints hints) {
    this.uses = uses;
    this.hints = hints;
    this.fits = hints.fits();
  }

  /// A name for a bound variable that nothing else has.
  Formula.Var fresh(String name) {
    String free = name;
    while (uses.free.contains(free) || !taken.add(free)) {
      free += "′";
    }
    return Formula.var(free);
  }

  /// Counts the work, which definitions within definitions may multiply.
  void step(Term term) {
    at = term.at();
    work();
  }

  /// Counts the work on the term at which the last step was.
  void work() {
    if (++steps > 200_000) {
      throw tooLarge();
    }
  }

  private ClaimException tooLarge() {
    return new ClaimException(
        at, "a smaller claim", "more than 200,000 terms", "Use smaller definitions.");
  }

  /// Refuses a term that is too large once definitions stand in the place of their names.
  Formula moderate(Formula term) {
    if (Sizes.isLarger(term, 200_000)) {
      throw tooLarge();
    }
    return term;
  }

  /// Keeps the names of free variables and of lengths from bound variables.
  void reserve(Set<String> said) {
    taken.addAll(uses.free);
    uses.roles.forEach((name, role) -> taken.add(Roles.symbol(name, role)));
    taken.addAll(uses.matrices.isEmpty() ? Set.of() : Set.of("m", "n"));
    extents.reserve(said, taken);
  }

  /// A free variable.
  Formula variable(String name) {
    if (!kinds.containsKey(name)) {
      boolean integer = uses.indices.contains(name);
      kinds.put(name, integer ? Setting.Kind.INTEGER : Setting.Kind.REAL);
      boolean divides = integer && uses.divisors.contains(name) && !declared.contains(name);
      given.addAll(divides ? List.of(Sizes.atLeast(Formula.var(name), 1)) : List.of());
    }
    return Formula.var(name);
  }

  /// A symbol for a length, which is an integer from 1 on unless something else is said.
  Formula size(String name) {
    Sentence.Definition definition = definitions.get(name);
    if (definition != null) {
      named.add(name);
      Uses inside = new Uses();
      inside.in(definition.term(), "");
      inside.names.stream()
          .filter(it -> !definitions.containsKey(it))
          .forEach(it -> kinds.putIfAbsent(it, Setting.Kind.INTEGER));
      return new Elaboration(this).scalar(new Term.Name(0, name));
    }
    taken.add(name);
    kinds.put(name, Setting.Kind.INTEGER);
    given.add(Sizes.atLeast(Formula.var(name), 1));
    return Formula.var(name);
  }

  /// The length of a vector that has been declared, or is known by its role.
  List<Formula> lengths(String name, int axes) {
    List<Formula> known = lengths.get(name);
    if (known == null) {
      String role = uses.roles.getOrDefault(name, "d");
      String usual = Roles.symbol(name, role);
      boolean another = axes == 1 && role.equals("kernel") && usual.equals("k");
      kernels.add(another ? name : "");
      String symbol = another && !name.equals(firstKernel()) ? unused("", "l", "q", "r") : usual;
      known =
          axes == 1
              ? List.of(assumed(symbol))
              : symbol.startsWith("k")
                  ? List.of(assumed(symbol), assumed("l" + symbol.substring(1)))
                  : List.of(extents.rows(name), extents.columns(name));
      lengths.put(name, known);
    }
    return known;
  }

  /// The kernel whose length is k; another one has a length of its own.
  private String firstKernel() {
    return kernels.stream().filter(it -> !it.isEmpty()).findFirst().orElse("");
  }

  /// The first symbol that is no index of the claim: the sizes of `x[n, j]` are not called n.
  String unused(String... symbols) {
    return Arrays.stream(symbols)
        .filter(it -> !it.isEmpty())
        .filter(it -> !(it.equals(symbols[0]) ? uses.indices : uses.names).contains(it))
        .findFirst()
        .orElse(symbols[symbols.length - 1] + "′");
  }

  /// A length by its usual symbol, which gives way where another one is needed.
  Formula assumed(String symbol) {
    Formula better = hints.sizes().get(symbol);
    if (better == null) {
      assumed.add(symbol);
      return size(symbol);
    }
    Substitution.variables(better).forEach(this::size);
    return better;
  }

  /// Whether a term holds a variable that a sum or its kin binds here.
  boolean isBound(Formula term) {
    return bound.values().stream()
        .anyMatch(
            it ->
                it instanceof Formula.Var(String name)
                    && Substitution.variables(term).contains(name));
  }

  /// A value while the parameters of a definition have a meaning, and no others.
  <T> T with(Map<String, Value> meanings, Supplier<T> value) {
    Map<String, Value> before = new LinkedHashMap<>(parameters);
    parameters.clear();
    parameters.putAll(meanings);
    try {
      return value.get();
    } finally {
      parameters.clear();
      parameters.putAll(before);
    }
  }

  /// A value while a name means something else; a parameter of this name is hidden.
  Formula within(String name, Formula meaning, Supplier<Formula> value) {
    Map<String, Formula> outer = new LinkedHashMap<>(bound);
    Optional<Value> parameter = Optional.ofNullable(parameters.remove(name));
    bound.put(name, meaning);
    Formula inner = value.get();
    bound.clear();
    bound.putAll(outer);
    parameter.ifPresent(it -> parameters.put(name, it));
    return inner;
  }

  /// The index of an entry that must exist.
  void exists(Formula index, Formula size) {
    if ((index instanceof Formula.Num && size instanceof Formula.Num) || isBound(index)) {
      return;
    }
    given.add(Value.valid(index, Sizes.bound(size)));
    if (index instanceof Formula.Var(String name)) {
      strong.add(name);
    }
  }

  /// A free index of an entry that is zero where it does not exist.
  void reads(Formula.Var index, Formula size) {
    weak.putIfAbsent(index.name(), Value.valid(index, Sizes.bound(size)));
  }

  /// A free index that only stands with a number added to it.
  void readsShifted(Formula index, Formula size) {
    if (index instanceof Formula.Add(List<Formula> terms)
        && terms.size() == 2
        && terms.getFirst() instanceof Formula.Var(String name)
        && terms.getLast() instanceof Formula.Num
        && !isBound(index)) {
      shifted.putIfAbsent(name, Value.valid(index, Sizes.bound(size)));
    }
  }

  /// The conditions on free indices of which nothing better is known.
  void settle() {
    shifted.keySet().removeIf(it -> given.contains(Sizes.atLeast(Formula.var(it), 1)));
    shifted.forEach(weak::putIfAbsent);
    weak.forEach(
        (name, condition) -> {
          if (!strong.contains(name) && !declared.contains(name)) {
            given.add(condition);
          }
        });
  }

  /// The length of a valid operation; the kernel is assumed to fit unless lengths are the question.
  Formula validSize(Formula signal, Formula kernel) {
    Formula size = signal.minus(kernel).plus(Formula.ONE);
    Formula tidy = Sizes.tidy(size);
    if (!fits || tidy instanceof Formula.Num) {
      return Sizes.clamped(size);
    }
    Formula small = Sizes.tidy(kernel);
    Formula large = Sizes.tidy(signal);
    if (fitting.contains(Condition.compare(Relation.LE, large, small))) {
      throw new Misread(
          new ClaimException(
              0, "one of two signals that fits into the other", "both", "Say k <= d."));
    }
    if (Sizes.isNeverPositive(Sizes.tidy(large.minus(small)))) {
      throw new Misread(
          new ClaimException(0, "a kernel that may fit", "a longer one", "Exchange the two."));
    }
    fitting.add(Condition.compare(Relation.LE, small, large));
    given.add(Condition.compare(Relation.LE, small, large));
    return tidy;
  }

  void lengthsAreTheQuestion() {
    fits = false;
  }

  /// What was assumed so that kernels fit.
  Set<Condition> fitting() {
    return fitting;
  }

  /// All that is known, as a setting.
  Setting setting() {
    Map<String, List<Setting.Range>> tensors = new LinkedHashMap<>();
    Map<String, List<Formula>> free = new LinkedHashMap<>(lengths);
    free.keySet().removeAll(definitions.keySet());
    uses.parameters
        .values()
        .forEach(it -> it.stream().filter(p -> !read.contains(p)).forEach(free::remove));
    free.forEach(
        (name, sizes) ->
            tensors.put(
                name,
                sizes.stream()
                    .map(size -> new Setting.Range(Formula.ONE, Sizes.bound(size)))
                    .toList()));
    return new Setting(kinds, tensors, new ArrayList<>(given));
  }
}
