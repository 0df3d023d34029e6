package gradus.nn.rewrite;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.Joined;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Affine branches over one value, added, are one layer (RepVGG).
///
/// Kernels are laid over each other by where they stand on the input; the identity is a kernel of
/// one 1. Source: beyond C5; Ding et al. 2021.
final class ParallelMerge {

  private ParallelMerge() {}

  static void apply(Draft draft) {
    for (Step step : draft.steps()) {
      if (step.layer() instanceof Joined(Parallel.Join join) && join == Parallel.Join.ADD) {
        try {
          merge(draft, step);
          draft.changed(step.name() + ": its branches became one layer");
        } catch (Refusal refusal) {
          draft.left(refusal.reason());
        }
      }
    }
  }

  private static Refusal refused(Step step, String expected, String found) {
    return new Refusal(
        "layer \"" + step.name() + "\"",
        expected,
        found,
        "Fold batch normalisation first, or keep the branches.");
  }

  private static void merge(Draft draft, Step step) {
    List<Step> branches = new ArrayList<>();
    List<String> identities = new ArrayList<>();
    for (String name : step.from()) {
      draft
          .find(name)
          .filter(it -> Draft.isAffine(it) && !draft.isOutput(name))
          .filter(it -> draft.readers(name).size() == 1)
          .ifPresentOrElse(branches::add, () -> identities.add(name));
    }
    if (branches.isEmpty()) {
      throw refused(step, "branches of one linear or convolution layer each", "others");
    }
    String source = branches.getFirst().from().getFirst();
    if (!branches.stream().allMatch(it -> it.from().getFirst().equals(source))
        || !identities.stream().allMatch(source::equals)) {
      throw refused(step, "branches of at most one layer over one value", "others");
    }
    if (branches.stream().allMatch(it -> it.layer() instanceof Linear)) {
      linear(draft, step, branches, identities.size());
    } else if (branches.stream().allMatch(it -> it.layer() instanceof Convolve)) {
      convolutions(draft, step, branches, identities.size());
    } else {
      throw refused(step, "branches of one kind", "two kinds");
    }
  }

  private static Node identity(int rows, int columns, List<Integer> kernel, int times, int group) {
    double[] eye = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      eye[i * columns + i % group] = times;
    }
    Shape shape = Shape.of(rows, columns).followedBy(new Shape(kernel));
    return Node.constant(Tensor.of(new TensorType(DType.F64, shape), eye));
  }

  private static void linear(Draft draft, Step step, List<Step> branches, int identities) {
    Node weight = draft.weight(branches.getFirst());
    Node bias = draft.bias(branches.getFirst());
    boolean biased = draft.hasBias(branches.getFirst());
    for (Step other : branches.subList(1, branches.size())) {
      weight = weight.plus(draft.weight(other));
      bias = bias.plus(draft.bias(other));
      biased |= draft.hasBias(other);
    }
    if (identities > 0) {
      int n = weight.type().shape().size(0);
      weight = weight.plus(identity(n, n, List.of(), identities, n));
    }
    finish(draft, step, branches, weight, biased, bias);
  }

  private static void finish(
      Draft draft, Step step, List<Step> branches, Node weight, boolean biased, Node bias) {
    Step kept = branches.getFirst();
    branches.subList(1, branches.size()).forEach(draft::remove);
    draft.weight(kept, weight);
    if (biased) {
      draft.bias(kept, bias);
    }
    draft.reread(step.name(), List.of(kept.name()));
    draft.remove(draft.find(step.name()).orElseThrow());
  }

  private static void convolutions(Draft draft, Step step, List<Step> branches, int identities) {
    Convolve model = (Convolve) branches.getFirst().layer();
    List<Placement> places = new ArrayList<>();
    for (Step branch : branches) {
      Convolve layer = (Convolve) branch.layer();
      places.add(Rows.placement(draft, branch, layer));
      requireAlike(step, model, layer);
    }
    Shape input = draft.shape(branches.getFirst().from().getFirst());
    Frame frame = Frame.around(model, branches, places, input);
    boolean same = draft.shape(branches.getFirst().name()).equals(input);
    if (identities > 0 && !(same && model.strides().stream().allMatch(s -> s == 1))) {
      throw refused(step, "stride 1 and as many channels out as in beside the identity", "others");
    }
    Node weight = Node.constant(0, new TensorType(DType.F64, Shape.scalar()));
    Node bias = draft.bias(branches.getFirst()).filled(0);
    boolean biased = false;
    for (int i = 0; i < branches.size(); i++) {
      Convolve layer = (Convolve) branches.get(i).layer();
      weight =
          weight.plus(
              frame.lay(
                  draft.weight(branches.get(i)), layer.kernel(), places.get(i).before(), model));
      bias = bias.plus(draft.bias(branches.get(i)));
      biased |= draft.hasBias(branches.get(i));
    }
    if (identities > 0) {
      List<Integer> ones = Collections.nCopies(model.kernel().size(), 1);
      int columns = input.size(0) / model.groups();
      Node eye = identity(model.outputs(), columns, ones, identities, columns);
      List<Integer> none = Collections.nCopies(ones.size(), 0);
      weight = weight.plus(frame.lay(eye, ones, none, model));
    }
    draft.replace(branches.getFirst().name(), frame.layer(model));
    finish(draft, step, branches, weight, biased, bias);
  }

  private static void requireAlike(Step step, Convolve a, Convolve b) {
    if (!a.strides().equals(b.strides())
        || a.groups() != b.groups()
        || a.convention() != b.convention()
        || !a.dilations().equals(Collections.nCopies(a.kernel().size(), 1))
        || !b.dilations().equals(a.dilations())) {
      throw refused(step, "one stride, convention, number of groups, and no dilation", "others");
    }
  }

  /// The smallest kernel that covers all branches.
  ///
  /// @param kernel its lengths
  /// @param before how far it reaches before the input
  /// @param after how far it reaches behind
  private record Frame(List<Integer> kernel, List<Integer> before, List<Integer> after) {

    static Frame around(Convolve model, List<Step> branches, List<Placement> places, Shape input) {
      List<Integer> kernel = new ArrayList<>();
      List<Integer> before = new ArrayList<>();
      List<Integer> after = new ArrayList<>();
      for (int axis = 0; axis < model.kernel().size(); axis++) {
        int front = 0;
        int rest = 1;
        for (int i = 0; i < branches.size(); i++) {
          int b = places.get(i).before().get(axis);
          front = Math.max(front, b);
          rest = Math.max(rest, ((Convolve) branches.get(i).layer()).kernel().get(axis) - b);
        }
        int n = input.size(axis + 1);
        int windows = places.getFirst().count(axis, n, model.kernel().get(axis));
        int stride = model.strides().get(axis);
        kernel.add(front + rest);
        before.add(front);
        after.add(Math.max(0, (windows - 1) * stride + front + rest - n - front));
      }
      return new Frame(kernel, before, after);
    }

    /// A branch's kernel with zeros around it; a flipped kernel is laid the other way round.
    Node lay(Node weight, List<Integer> own, List<Integer> ownBefore, Convolve model) {
      List<Integer> front = new ArrayList<>(List.of(0, 0));
      List<Integer> back = new ArrayList<>(List.of(0, 0));
      for (int axis = 0; axis < kernel.size(); axis++) {
        int lead = before.get(axis) - ownBefore.get(axis);
        int trail = kernel.get(axis) - own.get(axis) - lead;
        boolean flipped = model.convention() == Convention.CONVOLUTION;
        front.add(flipped ? trail : lead);
        back.add(flipped ? lead : trail);
      }
      return weight.pad(front, back, 0);
    }

    Convolve layer(Convolve model) {
      return new Convolve(
          model.outputs(),
          kernel,
          model.strides(),
          model.dilations(),
          new Padding.Explicit(before, after),
          model.groups(),
          model.convention(),
          model.bias(),
          model.initialiser());
    }
  }
}
