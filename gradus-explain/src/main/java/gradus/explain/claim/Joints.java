package gradus.explain.claim;

import gradus.formula.Formula;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where vectors are joined, and which indices are known to be before or behind.
///
/// Changes with every vector that is joined, and while a sum goes over its pieces.
final class Joints {

  /// The lengths of two pieces.
  record Joint(Formula first, Formula second) {}

  /// An index of what has some length.
  private record Place(Formula size, Formula index) {}

  private final Map<Formula, Joint> joints = new LinkedHashMap<>();
  private final Map<Place, Boolean> sides = new LinkedHashMap<>();

  /// Notes that two vectors are joined to one of some length.
  void join(Formula size, Formula first, Formula second) {
    if (!(size instanceof Formula.Num)) {
      joints.put(size, new Joint(first, second));
    }
  }

  boolean has(Formula size) {
    return joints.containsKey(size);
  }

  Joint of(Formula size) {
    return java.util.Objects.requireNonNull(joints.get(size));
  }

  /// A term at an index that is known to be in the first or in the second piece.
  Formula within(Formula size, Formula index, boolean first, UnaryOperator<Formula> body) {
    Place place = new Place(size, index);
    sides.put(place, first);
    Formula term = body.apply(index);
    sides.remove(place);
    return term;
  }

  /// Whether an index is in the first piece, if that is known.
  Optional<Boolean> isFirst(Formula size, Formula index) {
    return Optional.ofNullable(sides.get(new Place(size, index)));
  }
}
