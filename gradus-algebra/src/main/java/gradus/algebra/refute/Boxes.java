package gradus.algebra.refute;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Bounds of variables that follow from linear conditions.
public final class Boxes {

  /// Integers beyond this are not looked at.
  public static final long LIMIT = 1_000_000;

  /// From where to where, both included.
  ///
  /// @param low the least value
  /// @param high the greatest; below `low` there is none
  public record Box(Fraction low, Fraction high) {
    /// As good as no bound.
    public static final Box ALL = new Box(Fraction.of(-LIMIT), Fraction.of(LIMIT));

    /// Whether there is no value.
    public boolean isEmpty() {
      return low.compareTo(high) > 0;
    }
  }

  /// Forms that are 0 or less.
  private final List<LinearForm> forms = new ArrayList<>();

  private final boolean integers;

  /// The boxes of integers, where `<` leaves a whole unit, or of reals.
  public Boxes(List<Condition> given, boolean integers) {
    this.integers = integers;
    given.forEach(this::add);
  }

  private void add(Condition condition) {
    switch (condition) {
      case Condition.And(List<Condition> parts) -> parts.forEach(this::add);
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          LinearForm.of(left.minus(right)).ifPresent(form -> add(relation, form));
      case Condition.Or _, Condition.Not _ -> {}
    }
  }

  private void add(Relation relation, LinearForm form) {
    LinearForm one = new LinearForm(Map.of(), integers ? Fraction.ONE : Fraction.ZERO);
    switch (relation) {
      case LE -> forms.add(form);
      case GE -> forms.add(form.times(Fraction.of(-1)));
      case LT -> forms.add(form.plus(one));
      case GT -> forms.add(form.times(Fraction.of(-1)).plus(one));
      case EQ -> {
        forms.add(form);
        forms.add(form.times(Fraction.of(-1)));
      }
      case NE -> {}
    }
  }

  /// Smaller boxes that hold the same points; a name without a box stops a condition from saying
  /// anything.
  public Map<String, Box> narrowed(Map<String, Box> boxes) {
    Map<String, Box> narrow = new LinkedHashMap<>(boxes);
    boolean changed = true;
    for (int round = 0; changed && round < 20; round++) {
      changed = false;
      for (LinearForm form : forms) {
        if (narrow.keySet().containsAll(form.coefficients().keySet())) {
          changed |= narrow(form, narrow);
        }
      }
    }
    return narrow;
  }

  private boolean narrow(LinearForm form, Map<String, Box> boxes) {
    Fraction least = form.constant();
    for (Map.Entry<String, Fraction> it : form.coefficients().entrySet()) {
      least = least.plus(least(it.getValue(), boxes.getOrDefault(it.getKey(), Box.ALL)));
    }
    boolean changed = false;
    for (Map.Entry<String, Fraction> it : form.coefficients().entrySet()) {
      Box box = boxes.getOrDefault(it.getKey(), Box.ALL);
      Fraction coefficient = it.getValue();
      Fraction rest = least.plus(least(coefficient, box).negated());
      Fraction bound = rest.negated().over(coefficient);
      Box next =
          coefficient.signum() > 0
              ? new Box(box.low(), smaller(box.high(), integers ? bound.floor() : bound))
              : new Box(larger(box.low(), integers ? ceiling(bound) : bound), box.high());
      if (!next.equals(box)) {
        boxes.put(it.getKey(), next);
        changed = true;
      }
    }
    return changed;
  }

  private static Fraction least(Fraction coefficient, Box box) {
    return coefficient.times(coefficient.signum() > 0 ? box.low() : box.high());
  }

  private static Fraction ceiling(Fraction x) {
    return x.negated().floor().negated();
  }

  private static Fraction smaller(Fraction x, Fraction y) {
    return x.compareTo(y) <= 0 ? x : y;
  }

  private static Fraction larger(Fraction x, Fraction y) {
    return x.compareTo(y) >= 0 ? x : y;
  }
}
