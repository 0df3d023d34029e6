package gradus.explain.derive;

import static gradus.formula.Formula.call;

import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The closed forms of a convolution and of its two adjoints, at any stride, dilation, padding and
/// number of groups.
///
/// Each is the adjoint of the other: where one takes every second window (`thin`), the other puts a
/// zero between neighbours (`spread`); where one pads, the other crops; a kernel with its taps
/// apart is a kernel with zeros between them.
///
/// @param convention which of two operations
/// @param placement strides, dilations and padding
/// @param groups into how many separate groups the channels are cut
/// @param sizes the spatial sizes of what the convolution reads
/// @param kernel the spatial sizes of its filter
record ConvolutionForm(
    Convention convention,
    Placement placement,
    int groups,
    List<Integer> sizes,
    List<Integer> kernel) {

  /// Where windows lie, and with which word.
  enum Mode {
    /// Within what is read.
    VALID("valid"),
    /// Wherever a window meets it.
    FULL("full"),
    /// As many as it has places.
    SAME("same"),
    /// Elsewhere.
    PADDED("");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /// The mode of a kernel, which is as long as its taps are apart.
    static Mode of(Placement placement, List<Integer> kernel) {
      List<Integer> before = placement.before();
      if (!before.equals(placement.after())) {
        return PADDED;
      }
      if (before.stream().allMatch(it -> it == 0)) {
        return VALID;
      }
      List<Integer> reach =
          IntStream.range(0, kernel.size())
              .mapToObj(axis -> placement.dilations().get(axis) * (kernel.get(axis) - 1))
              .toList();
      if (before.equals(reach)) {
        return FULL;
      }
      boolean half = before.stream().map(it -> 2 * it).toList().equals(reach);
      return half ? SAME : PADDED;
    }
  }

  /// Which group a term within {@link #eachGroup} is about.
  static final Var GROUP = Formula.var("g");

  /// The form of a node; empty for other operations, and where there is no window at all.
  static Optional<ConvolutionForm> of(Node node) {
    return switch (node.op()) {
      case Convolution op ->
          some(
              new ConvolutionForm(
                  op.convention(),
                  op.placement(),
                  op.groups(),
                  spatial(node.input(0)),
                  spatial(node.input(1))));
      case ConvolutionTranspose op ->
          some(
              new ConvolutionForm(
                  op.convention(),
                  op.placement(),
                  op.groups(),
                  op.sizes(),
                  spatial(node.input(1))));
      default -> Optional.empty();
    };
  }

  private static Optional<ConvolutionForm> some(ConvolutionForm form) {
    return Optional.of(form).filter(it -> !it.counts().contains(0));
  }

  private static List<Integer> spatial(Node node) {
    Shape shape = node.type().shape();
    return shape.slice(2, shape.rank()).sizes();
  }

  /// What a node is: a convolution, or the adjoint of one.
  Formula value(Node node, List<Var> names) {
    return node.op() instanceof Convolution
        ? forward(names.get(0), names.get(1))
        : back(names.get(0), names.get(1));
  }

  /// What a node hands back to one of its inputs.
  Formula gradient(Node node, int input, List<Var> names, Formula delta) {
    boolean convolves = node.op() instanceof Convolution;
    if (input == 0) {
      return convolves ? back(delta, names.get(1)) : forward(delta, names.get(1));
    }
    return convolves ? weight(names.get(0), delta) : weight(delta, names.get(0));
  }

  /// The convolution of `x` with the filter `w`.
  private Formula forward(Formula x, Formula w) {
    return eachGroup(
        group -> {
          Formula read = spread(group.apply(w), placement.dilations());
          Mode mode = mode();
          Formula all =
              mode == Mode.PADDED
                  ? corr(
                      "valid",
                      padded("pad", group.apply(x), placement.before(), placement.after()),
                      read)
                  : corr(mode.word, group.apply(x), read);
          return apart("thin", all, placement.strides());
        });
  }

  /// What comes back to what is convolved: `δ` with zeros between its entries, in the full mode
  /// with the flipped filter, without what lies on the padding.
  private Formula back(Formula delta, Formula w) {
    return eachGroup(
        group -> {
          Formula spread = spread(group.apply(delta), placement.strides());
          Formula turned = call("flip", spread(group.apply(w), placement.dilations()));
          // where the last places are not read, less is cut off after them
          Mode mode = unread().stream().allMatch(it -> it == 0) ? mode() : Mode.PADDED;
          return switch (mode) {
            case VALID -> corr("full", spread, turned);
            case FULL -> corr("valid", spread, turned);
            case SAME -> corr("same", spread, turned);
            case PADDED -> {
              Formula all = corr("full", spread, turned);
              Formula within = padded("crop", all, placement.before(), positive(left()));
              yield padded("pad", within, none(), positive(missing()));
            }
          };
        });
  }

  /// What comes back to the filter: what was read, correlated with `δ` with zeros between its
  /// entries, at each tap; turned again for a true convolution.
  private Formula weight(Formula x, Formula delta) {
    return eachGroup(
        group -> {
          Formula cut = padded("crop", group.apply(x), none(), positive(missing()));
          Formula read = padded("pad", cut, placement.before(), positive(left()));
          Formula all = call("corr_valid", read, spread(group.apply(delta), placement.strides()));
          Formula taps = apart("thin", all, placement.dilations());
          return convention == Convention.CROSS_CORRELATION ? taps : call("flip", taps);
        });
  }

  private Formula eachGroup(java.util.function.Function<UnaryOperator<Formula>, Formula> form) {
    return groups == 1
        ? form.apply(UnaryOperator.identity())
        : call(
            "groups",
            GROUP,
            Formula.number(groups - 1L),
            form.apply(it -> call("group", it, GROUP)));
  }

  private Formula corr(String mode, Formula x, Formula w) {
    return call((convention == Convention.CROSS_CORRELATION ? "corr_" : "conv_") + mode, x, w);
  }

  private static Formula spread(Formula term, List<Integer> distances) {
    return apart("spread", term, distances);
  }

  /// One number where all axes have it.
  private static Formula apart(String function, Formula term, List<Integer> distances) {
    if (distances.stream().allMatch(it -> it == 1)) {
      return term;
    }
    List<Formula> arguments = new ArrayList<>(List.of(term));
    List<Integer> shown =
        distances.stream().distinct().count() == 1 ? List.of(distances.getFirst()) : distances;
    shown.forEach(it -> arguments.add(Formula.number(it.longValue())));
    return new Formula.Call(function, arguments);
  }

  /// Two numbers where all axes have them, else two an axis.
  private static Formula padded(
      String function, Formula term, List<Integer> before, List<Integer> after) {
    List<List<Integer>> pairs =
        IntStream.range(0, before.size())
            .mapToObj(axis -> List.of(before.get(axis), after.get(axis)))
            .toList();
    if (pairs.stream().allMatch(List.of(0, 0)::equals)) {
      return term;
    }
    List<Formula> arguments = new ArrayList<>(List.of(term));
    (pairs.stream().distinct().count() == 1 ? List.of(pairs.getFirst()) : pairs)
        .forEach(pair -> pair.forEach(it -> arguments.add(Formula.number(it.longValue()))));
    return new Formula.Call(function, arguments);
  }

  private Mode mode() {
    return Mode.of(placement, kernel);
  }

  private List<Integer> counts() {
    return placement.counts(sizes, kernel);
  }

  /// How many places after the last window no window reads.
  private List<Integer> unread() {
    List<Integer> spans = placement.spans(counts(), kernel);
    return axes(axis -> sizes.get(axis) - spans.get(axis));
  }

  /// How much of the padding after the last element is read; below 0 where elements are not.
  private List<Integer> left() {
    return axes(axis -> placement.after().get(axis) - unread().get(axis));
  }

  private List<Integer> missing() {
    return left().stream().map(it -> -it).toList();
  }

  private static List<Integer> positive(List<Integer> numbers) {
    return numbers.stream().map(it -> Math.max(0, it)).toList();
  }

  private List<Integer> none() {
    return axes(_ -> 0);
  }

  private List<Integer> axes(java.util.function.IntUnaryOperator value) {
    return IntStream.range(0, sizes.size()).map(value).boxed().toList();
  }
}
