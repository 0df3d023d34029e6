package gradus.nn.model;

import gradus.nn.init.Scaled;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.util.List;

/// The networks that Gradus knows by name, each for the shape of the data and the number of
/// outputs.
public enum BuiltIn {
  /// Linear 128, relu, linear 64, relu, linear.
  MLP {
    @Override
    public Network network(Shape example, int outputs, Options options) {
      return Network.of(example).flatten().linear(128).relu().linear(64).relu().linear(outputs);
    }
  },

  /// LeNet-5's shape with relu and max pooling: 61 706 parameters for 1×28×28 and 10 classes.
  /// Source: LeCun, Bottou, Bengio and Haffner 1998, section II.B.
  LENET {
    @Override
    public Network network(Shape example, int outputs, Options options) {
      needs(example, 3, "lenet");
      return Network.of(example)
          .conv2d(6, 5, Padding.of(2, 2))
          .relu()
          .maxPool2d(2)
          .conv2d(16, 5, Padding.valid())
          .relu()
          .maxPool2d(2)
          .flatten()
          .linear(120)
          .relu()
          .linear(84)
          .relu()
          .linear(outputs);
    }
  },

  /// Two blocks of two 3×3 convolutions (32, 32; 64, 64) with pooling, then linear 256: a small
  /// VGG, with batch normalisation and dropout as options.
  CNN {
    @Override
    public Network network(Shape example, int outputs, Options options) {
      needs(example, 3, "cnn");
      Network net = Network.of(example);
      for (int channels : List.of(32, 64)) {
        net = block(block(net, channels, options), channels, options).maxPool2d(2);
        net = options.dropout() > 0 ? net.dropout(options.dropout() / 2) : net;
      }
      net = net.flatten().then(new Linear(256, !options.batchNorm(), Scaled.he()));
      net = options.batchNorm() ? net.batchNorm() : net;
      net = net.relu();
      net = options.dropout() > 0 ? net.dropout(options.dropout()) : net;
      return net.linear(outputs);
    }

    private static Network block(Network net, int channels, Options options) {
      Convolve convolution = Convolve.of(channels, List.of(3, 3), Padding.of(2, 1));
      return options.batchNorm()
          ? net.then(convolution.withoutBias()).batchNorm().relu()
          : net.then(convolution).relu();
    }
  },

  /// Three convolutions over a signal (64, 128, 64; kernels 8, 5, 3), global mean, linear; long
  /// signals (above 1 000 steps) begin with a strided stack: 16 channels by kernel 64 and stride 4,
  /// then 32, 64, 64 by kernel 9, with pooling between.
  CONV1D {
    @Override
    public Network network(Shape example, int outputs, Options options) {
      needs(example, 2, "conv1d");
      Network net =
          example.size(1) > 1000 ? longSignal(example, options) : shortSignal(example, options);
      net = net.globalAveragePool();
      net = options.dropout() > 0 ? net.dropout(options.dropout()) : net;
      return net.linear(outputs);
    }

    private static Network shortSignal(Shape example, Options options) {
      Network net = block(Network.of(example), 64, 8, options);
      return block(block(net, 128, 5, options), 64, 3, options);
    }

    private static Network longSignal(Shape example, Options options) {
      Convolve first = Convolve.of(16, List.of(64), Padding.valid()).withStride(4);
      Network net = finish(Network.of(example), first, options).maxPool1d(4);
      net = block(net, 32, 9, options).maxPool1d(4);
      net = block(net, 64, 9, options).maxPool1d(4);
      return block(net, 64, 9, options).maxPool1d(2);
    }

    private static Network block(Network net, int channels, int kernel, Options options) {
      return finish(net, Convolve.of(channels, List.of(kernel), Padding.same()), options);
    }

    private static Network finish(Network net, Convolve convolution, Options options) {
      return options.batchNorm()
          ? net.then(convolution.withoutBias()).batchNorm().relu()
          : net.then(convolution).relu();
    }
  },

  /// The network of the assignment's question 4.1: convolution 32 by 8×8, stride 2, padding 3; max
  /// pooling 2×2; convolution 64 by 3×3, padding 1. With 10 outputs or another number it ends in a
  /// linear layer; with 0 it ends in the convolution, as in the question.
  QUESTION4 {
    @Override
    public Network network(Shape example, int outputs, Options options) {
      needs(example, 3, "question4");
      Network net =
          Network.of(example)
              .then(Convolve.of(32, List.of(8, 8), Padding.of(2, 3)).withStride(2))
              .relu()
              .then(Pooled.of(Statistic.MAX, 2, 2))
              .conv2d(64, 3, Padding.of(2, 1));
      return outputs == 0 ? net : net.relu().flatten().linear(outputs);
    }
  };

  /// What may be chosen for a built-in network.
  ///
  /// @param batchNorm whether convolutions are normalised over the batch
  /// @param dropout the probability of dropout before the last layer, 0 for none
  public record Options(boolean batchNorm, double dropout) {

    /// Neither.
    public static Options plain() {
      return new Options(false, 0);
    }
  }

  /// The network for examples of a shape, with so many outputs.
  public abstract Network network(Shape example, int outputs, Options options);

  private static void needs(Shape example, int rank, String name) {
    if (example.rank() != rank) {
      throw new ShapeException(
          "network %s(input=%s): expected %s, found rank %d. Use mlp for vectors, conv1d for signals, lenet or cnn for images."
              .formatted(
                  name,
                  example,
                  rank == 3 ? "images [channels, height, width]" : "signals [channels, length]",
                  example.rank()));
    }
  }
}
