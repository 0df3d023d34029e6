package gradus.explain.lint;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import java.util.List;
import java.util.Set;

/// One kind of fault.
public sealed interface Rule
    permits SquashedOutput,
        MissingNonlinearity,
        DoubledNonlinearity,
        BiasBeforeNorm,
        DropoutBeforeNorm,
        Unreachable,
        FrozenAtStart,
        RedundantLogit,
        UnsuitedInitialiser,
        DroppedInput,
        SmallReceptiveField,
        IdleUnits,
        UnscaledInput {

  /// Its name, as in `--json`.
  String name();

  /// Where it stands in a network.
  List<Finding> findings(Place place);

  /// Whether a layer is affine with weights of its own.
  static boolean isAffine(Layer layer) {
    return layer instanceof Linear || layer instanceof Convolve;
  }

  /// The functions into which a bounded output goes.
  Set<Activated.Kind> SQUASHING =
      Set.of(
          Activated.Kind.SIGMOID,
          Activated.Kind.TANH,
          Activated.Kind.SOFTSIGN,
          Activated.Kind.HARD_SIGMOID);

  /// Softmax and its logarithm.
  Set<Activated.Kind> NORMALISING = Set.of(Activated.Kind.SOFTMAX, Activated.Kind.LOG_SOFTMAX);
}
