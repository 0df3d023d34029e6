package gradus.algebra;

import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.List;

/// Why a function has a limit.
///
/// Each reason is about a function that has been named before, as its variable comes to a place
/// from one side. `gradus.algebra.limits` replays it; nothing is believed because it is written
/// here.
public sealed interface LimitProof extends Proof {

  /// By the limits of its parts: continuity, and exponentials that outgrow powers.
  ///
  /// @param parts parts whose limits need reasons of their own
  record Laws(List<Part> parts) implements LimitProof {
    public Laws {
      parts = List.copyOf(parts);
    }
  }

  /// A part of a function.
  ///
  /// @param part the part
  /// @param why why it has a limit
  record Part(Formula part, LimitProof why) {}

  /// Near the place the function is another one.
  ///
  /// @param form the other one
  /// @param near what holds near the place
  /// @param equal that both are equal there
  /// @param why why the other one has a limit
  record Equal(Formula form, List<Condition> near, Proof equal, LimitProof why)
      implements LimitProof {
    public Equal {
      near = List.copyOf(near);
    }
  }

  /// L'Hôpital's rule: the function is a quotient of two that both tend to 0, or of which the lower
  /// one is without bound, and the quotient of their derivatives has a limit.
  ///
  /// @param above why the upper one has its limit
  /// @param below why the lower one has
  /// @param slope why the derivative of the lower one is not 0 near the place
  /// @param quotient why the quotient of the derivatives has a limit
  record Slopes(LimitProof above, LimitProof below, LimitProof slope, LimitProof quotient)
      implements LimitProof {}

  /// At a point `c` the function is what it is at `c ± 1/u`, as `u` leaves all bounds.
  ///
  /// @param why why it has a limit then
  record Inverse(LimitProof why) implements LimitProof {}

  /// A comparison of the limit, case by case.
  ///
  /// @param pivot a polynomial without the variable, which is more than 0, is 0, or is less than 0
  /// @param each why the limit compares as it is said to, one for each case
  record Cases(Formula pivot, List<LimitProof> each) implements LimitProof {
    public Cases {
      each = List.copyOf(each);
    }
  }

  /// A comparison of the limit.
  ///
  /// @param by the variable
  /// @param sides the reasons, one for each side from which the variable comes
  /// @param limit the limit, `infinity` or its negative where it is without bound
  /// @param compared why the limit compares as it is said to; nothing where it is without bound
  record Compared(Formula.Var by, List<Sided> sides, Formula limit, List<Proof> compared)
      implements LimitProof {
    public Compared {
      sides = List.copyOf(sides);
      compared = List.copyOf(compared);
    }
  }

  /// A reason for one side.
  ///
  /// @param side from where the variable comes; for an infinite place from below infinity
  /// @param function the function without untaken derivatives
  /// @param why why it has a limit
  record Sided(Goal.Limit.Side side, Formula function, LimitProof why) {}
}
