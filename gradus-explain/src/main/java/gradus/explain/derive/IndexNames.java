package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.op.Node;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Lines in which one letter counts one thing: `n` the examples, whether they stay or are summed
/// over, and `o` the outputs of a layer where a filter or matrix of weights has them.
///
/// @param isWeights whether an entry is one of weights with several axes, outputs first
/// @param isBatch whether an entry's first index counts examples
record IndexNames(Predicate<Formula.Entry> isWeights, Predicate<Formula.Entry> isBatch) {

  private static final String EXAMPLE = "n";
  private static final String OUTPUT = "o";
  private static final List<String> OTHERS = List.of("j", "k", "l");

  /// The names for the derivation of a network.
  ///
  /// @param batch how many examples there are
  static IndexNames of(Subject subject, int batch) {
    return new IndexNames(
        entry -> entry.index().size() > 1 && node(subject, entry).filter(isParameter()).isPresent(),
        entry ->
            node(subject, entry)
                .filter(isParameter().negate())
                .map(node -> node.type().shape())
                .filter(shape -> shape.rank() > 0 && shape.size(0) == batch)
                .isPresent());
  }

  private static Predicate<Node> isParameter() {
    return node -> node.op() instanceof Parameter || node.op() instanceof State;
  }

  /// The node of a value or gradient, or of what is read within its operation.
  private static Optional<Node> node(Subject subject, Formula.Entry entry) {
    String name = entry.tensor().replaceFirst("^δ_", "").replaceFirst("\\.(standard|draw)$", "");
    return subject.names().entrySet().stream()
        .filter(each -> each.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The line with its indices named anew.
  Line in(Line line) {
    return entry(line.left()).map(left -> named(line, left)).orElse(line);
  }

  private static Optional<Formula.Entry> entry(Formula left) {
    return switch (left) {
      case Formula.Entry entry -> Optional.of(entry);
      case Formula.Call(String function, var arguments)
          when function.equals("derivative")
              && arguments.getFirst() instanceof Formula.Entry entry ->
          Optional.of(entry);
      default -> Optional.empty();
    };
  }

  private Line named(Line line, Formula.Entry left) {
    Map<String, String> names = new LinkedHashMap<>();
    Set<String> read = new LinkedHashSet<>();
    line.right().ifPresent(right -> read.addAll(Substitution.variables(right)));
    Formula known = line.left().equals(left) ? onlyPlaces(line, left, read) : line.left();
    Set<String> used = new LinkedHashSet<>(Substitution.variables(known));
    used.addAll(read);
    String first = known instanceof Formula.Entry entry ? name(entry) : name(left);
    String wanted =
        isWeights.test(left)
            ? OUTPUT
            : left.index().size() == 1 && isBatch.test(left) ? EXAMPLE : first;
    if (used.contains(first) && !used.contains(wanted)) {
      names.put(first, wanted);
      used.remove(first);
      used.add(wanted);
    }
    return new Line(
        line.rule(),
        renamed(known, names, used),
        line.right().map(right -> renamed(right, names, used)),
        line.shape(),
        line.remark());
  }

  /// The left side, where an index that can only be 0 and that the right side does not need is 0.
  private static Formula onlyPlaces(Line line, Formula.Entry left, Set<String> read) {
    List<Formula> index = new ArrayList<>(left.index());
    for (int axis = 0; axis < index.size() && line.right().isPresent(); axis++) {
      boolean needed = index.get(axis) instanceof Formula.Var(String name) && read.contains(name);
      if (line.shape().size(axis) == 1 && !needed) {
        index.set(axis, Formula.ZERO);
      }
    }
    return new Formula.Entry(left.tensor(), index);
  }

  /// The name of an entry's first index, or "".
  private static String name(Formula.Entry entry) {
    return !entry.index().isEmpty() && entry.index().getFirst() instanceof Formula.Var(String name)
        ? name
        : "";
  }

  private Formula renamed(Formula term, Map<String, String> names, Set<String> used) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Iverson _ -> put(term, names);
      case Formula.Entry(String tensor, var index) ->
          new Formula.Entry(tensor, all(index, names, used));
      case Formula.Add(var terms) -> new Formula.Add(all(terms, names, used));
      case Formula.Neg(Formula inner) -> new Formula.Neg(renamed(inner, names, used));
      case Formula.Mul(var factors) -> new Formula.Mul(all(factors, names, used));
      case Formula.Div(Formula above, Formula below) ->
          new Formula.Div(renamed(above, names, used), renamed(below, names, used));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(renamed(base, names, used), renamed(exponent, names, used));
      case Formula.Call(String function, var arguments) ->
          new Formula.Call(function, all(arguments, names, used));
      case Formula.Fold fold -> fold(fold, names, used);
      case Formula.Choose choose -> choose(choose, names, used);
    };
  }

  private static Formula put(Formula term, Map<String, String> names) {
    return new Substitution(
            name -> Formula.var(names.getOrDefault(name, name)),
            UnaryOperator.identity(),
            new LinkedHashSet<>())
        .in(term);
  }

  private List<Formula> all(List<Formula> terms, Map<String, String> names, Set<String> used) {
    return terms.stream().map(term -> renamed(term, names, used)).toList();
  }

  private Formula choose(Formula.Choose choose, Map<String, String> names, Set<String> used) {
    Formula condition = put(new Formula.Iverson(choose.condition()), names);
    return new Formula.Choose(
        ((Formula.Iverson) condition).condition(),
        renamed(choose.then(), names, used),
        renamed(choose.otherwise(), names, used));
  }

  private Formula fold(Formula.Fold fold, Map<String, String> names, Set<String> used) {
    String old = fold.index().name();
    List<String> wanted = new ArrayList<>(places(fold.body(), old));
    if (isNameless(old)) {
      wanted.addAll(OTHERS);
    }
    wanted.add(old.replace("′", ""));
    String name = wanted.stream().filter(it -> !used.contains(it)).findFirst().orElse(old);
    while (used.contains(name)) {
      name += "′";
    }
    Map<String, String> inner = new LinkedHashMap<>(names);
    inner.put(old, name);
    Set<String> taken = new LinkedHashSet<>(used);
    taken.add(name);
    return new Formula.Fold(
        fold.combination(),
        Formula.var(name),
        renamed(fold.from(), names, used),
        renamed(fold.to(), names, used),
        renamed(fold.body(), inner, taken));
  }

  /// Whether an index has its number among the axes for a name.
  private static boolean isNameless(String index) {
    return index.matches("r[0-9]");
  }

  /// What a summed index would be called at the places where it stands by itself: `n` where it
  /// counts examples, and the letter of its axis where it had none of its own.
  private List<String> places(Formula body, String index) {
    List<String> found = new ArrayList<>();
    UnaryOperator<Formula> noting =
        term -> {
          if (term instanceof Formula.Entry entry) {
            int at = entry.index().indexOf(Formula.var(index));
            if (at == 0 && isBatch.test(entry)) {
              found.addFirst(EXAMPLE);
            } else if (at >= 0 && isNameless(index)) {
              found.add(((Formula.Var) Drawn.index(entry.index().size()).get(at)).name());
            }
          }
          return term;
        };
    new Substitution(Formula::var, noting, new LinkedHashSet<>()).in(body);
    return found;
  }
}
