package gradus.nn.rewrite;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.movement.Pad;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Two affine layers with nothing between them are one.
///
/// The kernel of two convolutions is the true full convolution of theirs, the second with zeros
/// between its taps where the first has a stride. Source: beyond C4.
final class SeriesMerge {

  private SeriesMerge() {}

  static void apply(Draft draft) {
    boolean again = true;
    while (again) {
      draft.left().clear();
      again = false;
      for (Step first : draft.steps()) {
        Optional<Step> second =
            draft
                .onlyReader(first.name())
                .filter(it -> Draft.isAffine(it) && Draft.isAffine(first));
        if (second.isPresent() && !again) {
          again = merges(draft, first, second.get());
        }
      }
    }
  }

  private static boolean merges(Draft draft, Step first, Step second) {
    try {
      if (first.layer() instanceof Linear && second.layer() instanceof Linear linear) {
        linear(draft, first, second, linear);
      } else if (first.layer() instanceof Convolve a && second.layer() instanceof Convolve b) {
        convolutions(draft, first, a, second, b);
      } else {
        throw refused(first, second, "two layers of one kind", "two kinds", "Keep both.");
      }
      draft.changed("%s and %s became one".formatted(first.name(), second.name()));
      return true;
    } catch (Refusal refusal) {
      draft.left(refusal.reason());
      return false;
    }
  }

  private static Refusal refused(
      Step first, Step second, String expected, String found, String mend) {
    return new Refusal(
        "layers \"%s\" and \"%s\"".formatted(first.name(), second.name()), expected, found, mend);
  }

  private static void linear(Draft draft, Step first, Step second, Linear layer) {
    Node w2 = draft.weight(second);
    Node b1 = draft.bias(first);
    int m = w2.type().shape().size(1);
    if (draft.hasBias(first)) {
      Node carried = w2.matmul(b1.reshape(Shape.of(m, 1))).reshape(Shape.of(layer.outputs()));
      draft.bias(second, draft.bias(second).plus(carried));
    }
    draft.weight(second, w2.matmul(draft.weight(first)));
    draft.remove(first);
  }

  private static void convolutions(Draft draft, Step first, Convolve a, Step second, Convolve b) {
    requireAlike(first, a, second, b);
    Placement p1 = Rows.placement(draft, first, a);
    Placement p2 = Rows.placement(draft, second, b);
    requireMeeting(draft, first, a, second, p1, p2);
    if (draft.hasBias(first)) {
      Node w2 = draft.weight(second);
      List<Integer> axes = new ArrayList<>();
      for (int axis = 2; axis < w2.type().shape().rank(); axis++) {
        axes.add(axis);
      }
      Node taps = w2.sum(axes, false);
      Node carried =
          taps.matmul(draft.bias(first).reshape(Shape.of(a.outputs(), 1)))
              .reshape(Shape.of(b.outputs()));
      draft.bias(second, draft.bias(second).plus(carried));
    }
    draft.weight(second, kernel(draft.weight(first), a, draft.weight(second), b));
    List<Integer> before = sums(p1.before(), p2.before(), a.strides());
    List<Integer> after = sums(p1.after(), p2.after(), a.strides());
    List<Integer> strides = new ArrayList<>();
    for (int axis = 0; axis < before.size(); axis++) {
      strides.add(a.strides().get(axis) * b.strides().get(axis));
    }
    Shape merged = draft.weight(second).type().shape();
    Convolve both =
        new Convolve(
            b.outputs(),
            merged.slice(2, merged.rank()).sizes(),
            strides,
            Collections.nCopies(strides.size(), 1),
            isZero(before) && isZero(after) ? Padding.valid() : new Padding.Explicit(before, after),
            1,
            a.convention(),
            draft.hasBias(second),
            b.initialiser());
    draft.replace(second.name(), both);
    draft.remove(first);
  }

  private static boolean isZero(List<Integer> amounts) {
    return amounts.stream().allMatch(n -> n == 0);
  }

  private static List<Integer> sums(List<Integer> p1, List<Integer> p2, List<Integer> strides) {
    List<Integer> sums = new ArrayList<>();
    for (int axis = 0; axis < p1.size(); axis++) {
      sums.add(p1.get(axis) + p2.get(axis) * strides.get(axis));
    }
    return sums;
  }

  private static void requireAlike(Step first, Convolve a, Step second, Convolve b) {
    if (a.groups() != 1 || b.groups() != 1 || a.convention() != b.convention()) {
      throw refused(first, second, "one group and one convention in both", "others", "Keep both.");
    }
  }

  /// Refuses where the second layer reads zeros at places at which the first is not zero.
  private static void requireMeeting(
      Draft draft, Step first, Convolve a, Step second, Placement p1, Placement p2) {
    if (isZero(p2.before()) && isZero(p2.after())) {
      return;
    }
    boolean full =
        isZero(a.strides().stream().map(s -> s - 1).toList())
            && p1.before().equals(reaches(a))
            && p1.after().equals(reaches(a));
    if (!full) {
      throw refused(
          first,
          second,
          "no padding in the second, or full padding and stride 1 in the first",
          "padding " + p2.before() + " in the second",
          "By 'same', [1,1,1] twice over the signal [1,1,1] gives [5,7,5], but the one kernel"
              + " [1,2,3,2,1] gives [6,7,6]; keep both.");
    }
    if (draft.hasBias(first)) {
      throw refused(
          first,
          second,
          "no bias in the first where the second pads",
          "a bias",
          "At the border the bias reaches fewer taps, so no one number stands for it.");
    }
  }

  private static List<Integer> reaches(Convolve layer) {
    List<Integer> reaches = new ArrayList<>();
    for (int axis = 0; axis < layer.kernel().size(); axis++) {
      reaches.add(layer.dilations().get(axis) * (layer.kernel().get(axis) - 1));
    }
    return reaches;
  }

  /// `Σ_m w₁[m,c] ∗ w₂[o,m]`, by the engine's own convolution with `c` as the batch.
  private static Node kernel(Node w1, Convolve a, Node w2, Convolve b) {
    List<Integer> gaps = new ArrayList<>();
    for (int axis = 0; axis < a.kernel().size(); axis++) {
      gaps.add(a.strides().get(axis) * b.dilations().get(axis));
    }
    Node wide1 = stuffed(w1, a.dilations());
    Node wide2 = stuffed(w2, gaps);
    List<Integer> swap = new ArrayList<>(List.of(1, 0));
    List<Integer> reach = new ArrayList<>();
    for (int axis = 2; axis < wide2.type().shape().rank(); axis++) {
      swap.add(axis);
      reach.add(wide2.type().shape().size(axis) - 1);
    }
    Placement full = Placement.valid(reach.size()).withPadding(reach);
    return wide1.permute(swap).conv(wide2, Convention.CONVOLUTION, full, 1).permute(swap);
  }

  private static Node stuffed(Node weight, List<Integer> gaps) {
    List<Integer> none = Collections.nCopies(gaps.size() + 2, 0);
    List<Integer> interior = new ArrayList<>(List.of(0, 0));
    gaps.forEach(gap -> interior.add(gap - 1));
    return Node.of(new Pad(none, none, interior, 0), List.of(weight));
  }
}
