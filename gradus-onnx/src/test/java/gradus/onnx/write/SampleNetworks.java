package gradus.onnx.write;

import gradus.nn.layer.*;
import gradus.nn.layer.Pooled.Statistic;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.op.window.Convention;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Small networks by name, which together have every layer in every form that is written in a way
/// of its own.
final class SampleNetworks {

  static final Map<String, Network> ALL = new LinkedHashMap<>();

  private static final Shape IMAGE = Shape.of(3, 9, 8);

  static {
    builtIn();
    plain();
    windows();
    pools();
    norms();
    structures();
    for (Activated.Kind kind : Activated.Kind.values()) {
      ALL.put(
          kind.name().toLowerCase(Locale.ROOT),
          Network.of(Shape.of(6)).linear(5).activation(kind).linear(3));
    }
  }

  private SampleNetworks() {}

  private static void builtIn() {
    BuiltIn.Options norm = new BuiltIn.Options(true, 0.2);
    ALL.put("mlp", BuiltIn.MLP.network(Shape.of(8), 3, BuiltIn.Options.plain()));
    ALL.put("lenet", BuiltIn.LENET.network(Shape.of(1, 16, 16), 4, BuiltIn.Options.plain()));
    ALL.put("cnn", BuiltIn.CNN.network(Shape.of(1, 8, 8), 4, norm));
    ALL.put("conv1d", BuiltIn.CONV1D.network(Shape.of(2, 20), 3, norm));
    ALL.put(
        "question4", BuiltIn.QUESTION4.network(Shape.of(3, 16, 16), 4, BuiltIn.Options.plain()));
  }

  private static void plain() {
    Layer noBias = new Linear(4, false, gradus.nn.init.Scaled.he());
    ALL.put("linear without bias", Network.of(Shape.of(5)).then(noBias));
    ALL.put("linear over rows", Network.of(Shape.of(2, 3, 5)).linear(4).then(noBias));
    ALL.put("flatten and reshape", Network.of(IMAGE).flatten().reshape(Shape.of(8, 27)).linear(2));
    ALL.put("flatten of scalars", Network.of(Shape.scalar()).flatten().linear(2));
    ALL.put("dropout alone", Network.of(Shape.of(4)).dropout(0.5));
    ALL.put("pad", Network.of(IMAGE).then(new PadLayer(List.of(1, 0), List.of(2, 3), -1.5)));
    for (int position = 0; position <= 3; position++) {
      ALL.put(
          "reference logit " + position,
          Network.of(Shape.of(4)).linear(3).then(new ReferenceLogit(position)));
    }
    ALL.put("embedding of floats", Network.of(Shape.of(4)).embedding(5, 3).linear(2));
    for (DType dtype : List.of(DType.I32, DType.I64)) {
      ALL.put(
          "embedding of " + dtype,
          Network.of(List.of(new Port("words", Shape.of(4), dtype))).embedding(5, 3).flatten());
    }
  }

  private static void windows() {
    Convolve even = Convolve.of(4, List.of(4, 2), Padding.same());
    ALL.put("conv same at even lengths", Network.of(IMAGE).then(even).then(even.withStride(2)));
    ALL.put(
        "conv same, extra before",
        Network.of(IMAGE).then(Convolve.of(4, List.of(4, 3), new Padding.Same(true))));
    ALL.put(
        "conv full, dilated, strided",
        Network.of(IMAGE)
            .then(
                Convolve.of(4, List.of(3, 2), Padding.full())
                    .withDilation(2)
                    .withStrides(List.of(2, 3))));
    ALL.put(
        "conv in groups without bias",
        Network.of(Shape.of(4, 7, 7))
            .then(Convolve.of(6, List.of(3, 3), Padding.valid()).withGroups(2).withoutBias()));
    ALL.put(
        "conv with uneven padding",
        Network.of(IMAGE)
            .then(
                Convolve.of(2, List.of(3, 3), new Padding.Explicit(List.of(0, 2), List.of(1, 3)))));
    ALL.put(
        "true convolution",
        Network.of(IMAGE)
            .then(
                Convolve.of(4, List.of(3, 2), Padding.same())
                    .withConvention(Convention.CONVOLUTION)));
    ALL.put("conv 1d", Network.of(Shape.of(2, 11)).conv1d(3, 4, Padding.same()));
    ALL.put(
        "conv 3d",
        Network.of(Shape.of(2, 4, 5, 6))
            .then(Convolve.of(3, List.of(2, 3, 2), Padding.valid()))
            .then(Pooled.of(Statistic.MAX, 3, 2)));
    ALL.put("transposed conv", Network.of(Shape.of(3, 4, 5)).convTranspose2d(2, 3, 2));
    ALL.put(
        "transposed conv, cut and lengthened",
        Network.of(Shape.of(3, 4, 5))
            .then(
                new ConvolveTranspose(
                    2, List.of(3, 4), 3, 1, 2, false, gradus.nn.init.Scaled.he())));
    ALL.put(
        "transposed conv 1d",
        Network.of(Shape.of(3, 5)).then(ConvolveTranspose.of(2, List.of(4), 2)));
  }

  private static void pools() {
    for (Statistic statistic : Statistic.values()) {
      String name = statistic.name().toLowerCase(Locale.ROOT) + " pool";
      ALL.put(name, Network.of(IMAGE).then(Pooled.of(statistic, 2, 2)));
      ALL.put(
          name + ", padded",
          Network.of(IMAGE)
              .then(new Pooled(statistic, List.of(3, 2), List.of(2, 1), Padding.same(), false)));
      ALL.put(
          name + ", ceil",
          Network.of(Shape.of(2, 8, 10))
              .then(new Pooled(statistic, List.of(3, 2), List.of(2, 3), Padding.of(2, 1), true)));
      ALL.put(
          name + ", padding without window",
          Network.of(Shape.of(2, 5))
              .then(
                  new Pooled(
                      statistic,
                      List.of(2),
                      List.of(6),
                      new Padding.Explicit(List.of(0), List.of(2)),
                      false)));
      ALL.put(
          name + " 1d",
          Network.of(Shape.of(2, 7))
              .then(new Pooled(statistic, List.of(3), List.of(2), Padding.valid(), true)));
      ALL.put("global " + name, Network.of(IMAGE).then(new GlobalPooled(statistic)).linear(2));
      ALL.put(
          "global " + name + " 1d", Network.of(Shape.of(3, 7)).then(new GlobalPooled(statistic)));
      ALL.put(
          "global " + name + " of nothing",
          Network.of(Shape.of(3)).then(new GlobalPooled(statistic)));
    }
  }

  private static void norms() {
    ALL.put("batch norm", Network.of(IMAGE).batchNorm());
    ALL.put("batch norm of vectors", Network.of(Shape.of(5)).linear(4).batchNorm());
    ALL.put("layer norm", Network.of(IMAGE).layerNorm());
    ALL.put("layer norm of vectors", Network.of(Shape.of(5)).then(new NormLayer(0, 0.01)));
    ALL.put("group norm", Network.of(Shape.of(4, 3, 5)).groupNorm(2));
    ALL.put("group norm 1d", Network.of(Shape.of(6, 5)).groupNorm(3));
    ALL.put("group norm of vectors", Network.of(Shape.of(6)).then(new NormLayer(2, 0.01)));
  }

  private static void structures() {
    Convolve same = Convolve.of(3, List.of(3, 3), Padding.same());
    Layer relu = Activated.of(Activated.Kind.RELU);
    ALL.put("frozen", Network.of(IMAGE).then(new Frozen(same)).then(new Frozen(relu)));
    ALL.put("residual", Network.of(IMAGE).residual(same, relu, same));
    ALL.put(
        "residual in residual",
        Network.of(IMAGE)
            .then(
                new Residual(
                    List.of(
                        same, new Residual(List.of(relu), List.of(same)), new DropoutLayer(0.1)),
                    List.of(BatchNormLayer.standard()))));
    ALL.put(
        "parallel",
        Network.of(IMAGE).parallel(List.of(List.of(same, relu), List.of(), List.of(same))));
    ALL.put(
        "parallel sum",
        Network.of(IMAGE)
            .then(
                new Parallel(List.of(List.of(same), List.of(relu), List.of()), Parallel.Join.ADD)));
    ALL.put(
        "one branch", Network.of(IMAGE).then(new Parallel(List.of(List.of()), Parallel.Join.ADD)));
    ALL.put(
        "several inputs and outputs",
        Network.of(
                List.of(
                    new Port("image", Shape.of(2, 4, 4), DType.F32),
                    new Port("more", Shape.of(3), DType.F32)))
            .flatten()
            .then("wide", Linear.of(5), List.of("more"))
            .then("both", new Joined(Parallel.Join.CONCAT), List.of("flatten1", "wide"))
            .then("a", Linear.of(5), List.of("both"))
            .then("sum", new Joined(Parallel.Join.ADD), List.of("a", "wide", "a"))
            .then("last", Linear.of(2), List.of("sum"))
            .outputs(List.of("last", "wide", "more")));
    ALL.put("nothing", Network.of(Shape.of(3)));
  }
}
