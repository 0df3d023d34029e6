package gradus.nn.model;

import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Embedding;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.NormLayer;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.nn.layer.Reshape;
import gradus.nn.layer.Residual;
import gradus.tensor.Shape;
import java.util.List;

/// The layers by their everyday names; each call returns a longer network.
///
/// What has more settings than stand here is given by its record:
/// `then(Convolve.of(…).withStride(2))`.
public sealed interface Layers permits Network {

  /// With a layer that reads the last value.
  Network then(Layer layer);

  /// `y = x Wᵀ + b` with so many outputs.
  default Network linear(int outputs) {
    return then(Linear.of(outputs));
  }

  /// Convolution over signals `[channels, length]`.
  default Network conv1d(int outputs, int kernel, Padding padding) {
    return then(Convolve.of(outputs, List.of(kernel), padding));
  }

  /// Convolution over images `[channels, height, width]` with a square kernel.
  default Network conv2d(int outputs, int kernel, Padding padding) {
    return then(Convolve.of(outputs, List.of(kernel, kernel), padding));
  }

  /// Transposed convolution over images with a square kernel.
  default Network convTranspose2d(int outputs, int kernel, int stride) {
    return then(ConvolveTranspose.of(outputs, List.of(kernel, kernel), stride));
  }

  /// The largest element of windows side by side, over signals.
  default Network maxPool1d(int length) {
    return then(Pooled.of(Statistic.MAX, 1, length));
  }

  /// The largest element of square windows side by side, over images.
  default Network maxPool2d(int length) {
    return then(Pooled.of(Statistic.MAX, 2, length));
  }

  /// The mean of square windows side by side, over images.
  default Network averagePool2d(int length) {
    return then(Pooled.of(Statistic.AVERAGE, 2, length));
  }

  /// The mean of each channel.
  default Network globalAveragePool() {
    return then(new GlobalPooled(Statistic.AVERAGE));
  }

  /// The largest element of each channel.
  default Network globalMaxPool() {
    return then(new GlobalPooled(Statistic.MAX));
  }

  /// All axes of an example joined to one.
  default Network flatten() {
    return then(new Flatten());
  }

  /// Each example under another shape.
  default Network reshape(Shape shape) {
    return then(new Reshape(shape));
  }

  /// An activation function.
  default Network activation(Activated.Kind function) {
    return then(Activated.of(function));
  }

  /// `max(x, 0)`.
  default Network relu() {
    return activation(Activated.Kind.RELU);
  }

  /// `1 / (1 + e⁻ˣ)`.
  default Network sigmoid() {
    return activation(Activated.Kind.SIGMOID);
  }

  /// Hyperbolic tangent.
  default Network tanh() {
    return activation(Activated.Kind.TANH);
  }

  /// `x Φ(x)`.
  default Network gelu() {
    return activation(Activated.Kind.GELU);
  }

  /// Batch normalisation over channels.
  default Network batchNorm() {
    return then(BatchNormLayer.standard());
  }

  /// Layer normalisation of each example.
  default Network layerNorm() {
    return then(NormLayer.layer());
  }

  /// Normalisation of each example in groups of channels.
  default Network groupNorm(int groups) {
    return then(NormLayer.group(groups));
  }

  /// Dropout with this probability.
  default Network dropout(double rate) {
    return then(new DropoutLayer(rate));
  }

  /// A learnt vector for each index.
  default Network embedding(int count, int size) {
    return then(Embedding.of(count, size));
  }

  /// `f(x) + x`.
  default Network residual(Layer... body) {
    return then(new Residual(List.of(body), List.of()));
  }

  /// Branches put one after the other along the channels.
  default Network parallel(List<List<Layer>> branches) {
    return then(new Parallel(branches, Parallel.Join.CONCAT));
  }
}
