package gradus.explain.claim;

import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the names of a claim are used: which are vectors and how long, which are integers.
///
/// Changes while terms are looked through.
final class Uses {

  final Map<String, String> roles = new LinkedHashMap<>();
  final Map<String, Term> bounds = new LinkedHashMap<>();

  /// Up to where sums read rows, `A,1`, and columns, `A,2`.
  final Map<String, Term.Name> axes = new LinkedHashMap<>();

  /// What rows, `A,2`, and columns, `A,1`, of matrices are used as.
  final Map<String, String> slices = new LinkedHashMap<>();

  final Set<String> matrices = new LinkedHashSet<>();
  final Set<String> indices = new LinkedHashSet<>();
  final Set<String> names = new LinkedHashSet<>();

  /// Whether to look into what is rounded for its own sake: whoever does so already need not.
  boolean rounds = true;

  /// The names that stand somewhere without being bound there.
  final Set<String> free = new LinkedHashSet<>();

  /// Names that a sum may run over besides its index.
  final Set<String> paired = new LinkedHashSet<>();

  /// Vectors that a sum without a range reads to their ends.
  final Set<String> whole = new LinkedHashSet<>();

  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> bound = new LinkedHashSet<>();
  private final Map<String, Term> folds = new LinkedHashMap<>();
  private final Companions companions = new Companions();
  private final Shapes shapes = new Shapes(this);
  private final Rows sliced = new Rows(this);

  /// The parameters of the functions that are defined.
  final Map<String, List<String>> parameters = new LinkedHashMap<>();

  /// Names by which lengths are divided where the quotient is rounded.
  final Set<String> divisors = new LinkedHashSet<>();

  private boolean lengths;
  private boolean signals;

  /// Whether a length is a term of the claim.
  boolean asksForLengths() {
    return lengths;
  }

  /// Whether a convolution or a correlation is a term of the claim.
  boolean hasSignals() {
    return signals;
  }

  boolean isVector(String name) {
    return roles.containsKey(name);
  }

  /// Gives vectors of which nothing is known the length of what the same index reads.
  void settle() {
    companions.of(roles, bounds.keySet()).forEach(name -> roles.put(name, "K"));
  }

  /// Notes that a name is a vector, and its role if nothing is known of it.
  void vector(String name, String role) {
    String known = roles.getOrDefault(name, "");
    boolean logits = known.equals("d") && role.equals("K");
    boolean part = known.equals("d") && role.startsWith(Roles.PART);
    if (known.isEmpty() || part || (logits && names.contains("K") && !names.contains("d"))) {
      roles.put(name, role);
    }
  }

  private void met(String name) {
    names.add(name);
    if (!bound.contains(name)) {
      free.add(name);
    }
  }

  /// Looks through a term that is used as a vector in a role, or as anything (`role` is empty).
  void in(Term term, String role) {
    switch (term) {
      case Term.Figure _ -> {}
      case Term.Name(int _, String name) -> {
        met(name);
        if (!role.isEmpty()) {
          vector(name, role);
        }
      }
      case Term.Minus(int _, Term of) -> in(of, role);
      case Term.Binary binary -> binary(binary, role);
      case Term.Call call -> call(call, role);
      case Term.Index index -> index(index, role);
      case Term.Listed(int _, List<Term> elements) -> elements.forEach(it -> in(it, ""));
      case Term.Slope(int _, Term of, List<Term> by) -> {
        in(of, "");
        by.forEach(it -> in(it, ""));
      }
      case Term.Fold fold -> fold(fold);
      case Term.Bracket(int _, Term.Test test) -> in(test);
      case Term.Cases(int _, List<Term.Case> cases, Term otherwise) -> {
        cases.forEach(it -> in(it.when()));
        cases.forEach(it -> in(it.then(), role));
        in(otherwise, role);
      }
    }
  }

  /// Looks through a condition.
  void in(Term.Test test) {
    switch (test) {
      case Term.Test.Chain(List<Term> terms, List<Relation> _) -> terms.forEach(it -> in(it, ""));
      case Term.Test.And(List<Term.Test> parts) -> parts.forEach(this::in);
      case Term.Test.Or(List<Term.Test> parts) -> parts.forEach(this::in);
      case Term.Test.Not(Term.Test part) -> in(part);
      case Term.Test.Member(int _, Term of, Term.Domain domain) -> {
        in(of, "");
        in(domain);
      }
    }
  }

  /// Looks through a set.
  void in(Term.Domain domain) {
    switch (domain) {
      case Term.Domain.Reals _, Term.Domain.Space _ -> {}
      case Term.Domain.Integers(Optional<Term> from, Optional<Term> to) -> {
        from.ifPresent(it -> in(it, ""));
        to.ifPresent(it -> in(it, ""));
      }
      case Term.Domain.Interval(Term low, boolean _, Term high, boolean _) -> {
        in(low, "");
        in(high, "");
      }
      case Term.Domain.Finite(List<Term> values) -> values.forEach(it -> in(it, ""));
    }
  }

  private void binary(Term.Binary binary, String role) {
    if (Term.isTransposed(binary)) {
      shapes.transposed(binary.left());
      return;
    }
    if (binary.sign().equals("@")) {
      shapes.multiplied(binary.left());
      shapes.multiplied(binary.right());
    }
    shapes.joined(binary);
    boolean sums = "+-".contains(binary.sign());
    boolean right = binary.right() instanceof Term.Name(int _, String name) && isVector(name);
    boolean factors = Set.of("*", " ", "·").contains(binary.sign());
    in(binary.left(), factors || (right && !sums) ? "" : role);
    in(binary.right(), factors && !Shapes.isMadeOfOnes(binary.left()) ? role : "");
    if (binary.sign().equals("⋆")) {
      sliced.slice(binary.left(), "d");
      sliced.slice(binary.right(), "kernel");
      in(binary.left(), "d");
      in(binary.right(), "kernel");
    }
  }

  private void call(Term.Call call, String role) {
    String function = call.function();
    signals |= Names.SIGNAL.contains(function);
    lengths |= Set.of("length", "rows", "columns").contains(function);
    List<Term> arguments = call.arguments();
    if (function.equals("transpose") && arguments.size() == 1) {
      shapes.transposed(arguments.getFirst());
      return;
    }
    if (rounds) {
      new Rounded(this).in(function, arguments);
    }
    if (Names.PLANE.contains(function)) {
      shapes.plane(arguments);
      return;
    }
    shapes.called(call);
    Bars.beside(call).ifPresent(it -> in(it, "K"));
    if (Names.SIGNAL.contains(function) && arguments.size() > 1) {
      sliced.slice(arguments.getFirst(), "d");
      sliced.slice(arguments.get(1), "kernel");
    }
    if (function.equals("sum")
        && arguments.size() == 1
        && arguments.getFirst() instanceof Term.Name(int _, String name)) {
      companions.summed(name, roles);
    }
    for (int i = 0; i < arguments.size(); i++) {
      in(
          arguments.get(i),
          parameters.containsKey(function)
              ? roleOfParameter(function, i)
              : Roles.of(function, i, arguments, role));
    }
  }

  /// An argument is used as the parameter is; a vector that a sum reads to its end is as long.
  private String roleOfParameter(String function, int place) {
    List<String> names = parameters.getOrDefault(function, List.of());
    String name = place < names.size() ? names.get(place) : "";
    if (!isVector(name)) {
      return "";
    }
    String role = roles.getOrDefault(name, "");
    return !role.isEmpty()
        ? role
        : bounds.get(name) instanceof Term.Name(int _, String size) ? size : "d";
  }

  private void index(Term.Index index, String role) {
    sliced.row(index, role);
    if (index.index().size() == 1
        && index.index().getFirst() instanceof Term.Name(int _, String place)) {
      companions.met(index.of(), place, roles);
    }
    boolean digits = index.lowered() && index.index().getFirst() instanceof Term.Figure;
    if (index.of() instanceof Term.Name(int _, String name)) {
      met(name);
      if (index.index().size() == 2) {
        matrices.add(name);
        axis(name + ",1", index.index().getFirst());
        axis(name + ",2", index.index().getLast());
      } else if (!digits) {
        vector(name, roles.getOrDefault(name, ""));
        if (index.index().getFirst() instanceof Term.Name(int _, String i) && open.contains(i)) {
          whole.add(name);
        }
        bound(name, index.index().getFirst());
      }
    } else {
      in(index.of(), "");
    }
    for (Term each : index.index()) {
      Uses below = new Uses();
      below.in(each, "");
      indices.addAll(below.names);
      in(each, "");
    }
  }

  /// Notes up to where a sum reads an axis of a matrix.
  private void axis(String axis, Term index) {
    if (index instanceof Term.Name(int _, String each)
        && folds.get(each) instanceof Term.Name(int at, String to)
        && !bound.contains(to)) {
      axes.putIfAbsent(axis, new Term.Name(at, to));
    }
  }

  private void bound(String name, Term index) {
    if (index instanceof Term.Name(int _, String each) && folds.containsKey(each)) {
      bounds.putIfAbsent(name, java.util.Objects.requireNonNull(folds.get(each)));
    }
  }

  private void fold(Term.Fold fold) {
    fold.range()
        .ifPresent(
            range -> {
              in(range.from(), "");
              in(range.to(), "");
              folds.put(fold.index(), range.to());
            });
    List<String> here = new ArrayList<>(Pairs.others(fold));
    paired.addAll(here);
    here.add(fold.index());
    if (fold.range().isEmpty()) {
      open.addAll(here);
    }
    here.removeIf(it -> !bound.add(it));
    in(fold.body(), "");
    folds.remove(fold.index());
    fold.test().ifPresent(this::in);
    here.forEach(bound::remove);
    here.forEach(open::remove);
  }
}
