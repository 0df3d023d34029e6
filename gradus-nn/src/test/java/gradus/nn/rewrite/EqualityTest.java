package gradus.nn.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.Frozen;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Residual;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Models that are equal in ways that are hard to see, and models that only look so.
class EqualityTest {

  private static Model with(Model model, String name, int place, double value) {
    Map<String, Tensor> values = new HashMap<>(model.values());
    double[] elements = values.get(name).toDoubles();
    elements[place] = value;
    TensorType type = values.get(name).type();
    values.put(name, Tensor.of(type.with(DType.F64), elements).as(type.dtype()));
    return new Model(model.network(), values, model.head());
  }

  /// A row of ones beside one of ten millions: as a share of the layer its change is rounding.
  @Test
  void aSmallOutputBesideALargeOneIsSeen() {
    Model model = Cases.dyadic(Network.of(Shape.of(2)).linear(2), 1, Cases.REAL);
    model = with(with(model, "linear1.weight", 0, 1e7), "linear1.weight", 3, 1);
    Equality equality = Equality.of(model, with(model, "linear1.weight", 3, 5), true);
    assertThat(equality.parameterDistance()).isLessThan(Equality.ROUNDING);
    assertThat(equality.verdict()).isEqualTo(Equality.Verdict.DIFFERENT);
    assertThat(equality.difference().orElseThrow().inputs().firstEntry().getValue()).hasSize(2);
  }

  @Test
  void rowsOfAnEmbeddingAreLookedUp() {
    Network network =
        Network.of(List.of(new Port("ids", Shape.of(3), DType.I32)))
            .embedding(9, 4)
            .flatten()
            .linear(2);
    Model model = Cases.dyadic(network, 1, Cases.REAL);
    Equality equality = Equality.of(model, with(model, "embedding1.weight", 5 * 4, 77), true);
    assertThat(equality.verdict()).isEqualTo(Equality.Verdict.DIFFERENT);
    assertThat(equality.difference().orElseThrow().inputs().firstEntry().getValue()).contains(5.0);
    Network floats = Network.of(Shape.of(3)).embedding(9, 4).flatten().linear(2);
    Model other = Cases.dyadic(floats, 1, Cases.REAL);
    assertThat(Equality.of(other, with(other, "embedding1.weight", 5 * 4, 77), true).verdict())
        .isEqualTo(Equality.Verdict.DIFFERENT);
  }

  @Test
  void whatIsFrozenIsTheSameFunction() {
    Network free = Network.of(Shape.of(3)).then("linear1", Linear.of(4), List.of("x"));
    Network held = Network.of(Shape.of(3)).then("linear1", new Frozen(Linear.of(4)), List.of("x"));
    Model model = Cases.dyadic(free.sigmoid().linear(2), 1, Cases.REAL);
    Model frozen = new Model(held.sigmoid().linear(2), model.values(), Cases.REAL);
    Rewriting twin = Rewriter.apply(frozen, Law.SIGMOID_TO_TANH, 0);
    assertThat(twin.model().network().steps().getFirst().layer()).isInstanceOf(Frozen.class);
    assertThat(Equality.of(model, twin.exact(), true).verdict()).isEqualTo(Equality.Verdict.EQUAL);
  }

  /// A linear layer after a signal reads the last axis: its columns are places, not channels.
  @Test
  void theUnitsOfASignalAreNoColumns() {
    Network network =
        Network.of(Shape.of(2, 4))
            .then(Convolve.of(4, List.of(3), Padding.same()))
            .relu()
            .linear(3);
    Model model = Cases.dyadic(network, 3, Cases.REAL);
    for (Law law : List.of(Law.SORT_UNITS, Law.SCALE_RELU)) {
      assertThatThrownBy(() -> Rewriter.apply(model, law, 0)).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void twoDropoutsInARowAreTakenOut() {
    Network network = Network.of(Shape.of(2)).linear(3).dropout(0.1).dropout(0.2).tanh().linear(1);
    Model model = Cases.dyadic(network, 1, Cases.REAL);
    Rewriting without = Rewriter.apply(model, Law.DROP_DROPOUT, 0);
    assertThat(without.model().network())
        .isEqualTo(Network.of(Shape.of(2)).linear(3).tanh().linear(1));
    assertThat(Equality.of(model, without.exact(), true).verdict())
        .isEqualTo(Equality.Verdict.EQUAL);
  }

  /// Branches have to be merged before what follows them can be folded, and the other way round.
  @Test
  void lawsOpenTheWayForEachOther() {
    Network network =
        Network.of(Shape.of(2, 6))
            .then(new Residual(List.of(Convolve.of(2, List.of(3), Padding.same())), List.of()))
            .batchNorm()
            .relu()
            .then(gradus.nn.layer.Pooled.of(gradus.nn.layer.Pooled.Statistic.AVERAGE, 1, 2))
            .flatten()
            .linear(2);
    Model model = Cases.dyadic(network, 2, Cases.REAL);
    for (Law law : List.of(Law.MERGE_PARALLEL, Law.AVERAGE_POOL_TO_CONV, Law.UNFOLD)) {
      assertThat(Equality.of(model, Rewriter.apply(model, law, 0).exact(), true).verdict())
          .as(law.word())
          .isEqualTo(Equality.Verdict.EQUAL);
    }
  }
}
