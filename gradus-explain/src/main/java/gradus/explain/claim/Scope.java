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

  private final LinkedHashSet<String> kernels = new LinkedHashSet<>();

  /// Names that are said to be numbers.
  final Set<String> numbers = new LinkedHashSet<>();

  /// How something was read that might be read otherwise.
  final Set<String> remarks = new LinkedHashSet<>();

  final Places places = new Places(this);
  final Joints joints = new Joints();
  private final Set<Condition> fitting = new LinkedHashSet<>();
  private final Set<Condition> whole = new LinkedHashSet<>();
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
    uses.roles.forEach(
        (name, role) ->
            taken.add(role.startsWith(Roles.PART) ? part(role) : Roles.symbol(name, role)));
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
      Formula size = new Elaboration(this).scalar(new Term.Name(0, name));
      given.addAll(inside.names.contains(name) ? List.of(Sizes.atLeast(size, 1)) : List.of());
      return size;
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
      String symbol = axes == 1 ? symbol(name, role) : Roles.symbol(name, role);
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

  /// The symbol for the length of a vector, or of the rows of a matrix, with a role.
  String symbol(String name, String role) {
    if (role.startsWith(Roles.PART)) {
      return part(role);
    }
    String usual = Roles.symbol(name, role);
    if (!role.equals("kernel") || !usual.equals("k")) {
      return usual;
    }
    kernels.add(name);
    return name.equals(kernels.getFirst()) ? usual : unused("", "l", "q", "r");
  }

  private String part(String role) {
    return switch (role.substring(Roles.PART.length())) {
      case "1" -> unused("n", "N", "U");
      case "2" -> unused("m", "M", "V");
      default -> unused("p", "P", "W");
    };
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

  /// What is counted, which is assumed to be whole unless its form says so: `padding=(k-1)/2`.
  Formula counted(Formula number, Term at, String what) {
    Sizes.counted(number, at, what);
    if (number instanceof Formula.Var(String name) && !declared.contains(name)) {
      kinds.put(name, Setting.Kind.INTEGER);
    } else if (!Sizes.isWhole(number, kinds) && !isBound(number)) {
      Formula rounded = Formula.call("floor", number);
      whole.add(Condition.compare(Relation.EQ, number, rounded));
      given.addAll(whole);
    }
    return number;
  }

  void lengthsAreTheQuestion() {
    fits = false;
  }

  /// What was assumed and not said.
  List<Claim.Assumed> assumptions() {
    List<Claim.Assumed> all = new ArrayList<>();
    fitting.forEach(it -> all.add(new Claim.Assumed(it, "the kernel fits")));
    whole.forEach(it -> all.add(new Claim.Assumed(it, "what is counted is whole")));
    all.addAll(places.assumptions(fitting));
    return all;
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
