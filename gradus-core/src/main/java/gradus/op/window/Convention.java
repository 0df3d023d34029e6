package gradus.op.window;

/// Which of two operations is meant by "convolution".
public enum Convention {
  /// `y[i] = Σ_j x[i + j − p] · w[j]`: what deep learning, ONNX and PyTorch call convolution.
  CROSS_CORRELATION,
  /// `y[i] = Σ_j x[i + j − p] · w[k − 1 − j]`: the kernel is flipped, as in signal processing.
  CONVOLUTION
}
