package gradus.explain.claim;

import java.util.Map;

/// Other names of functions, and what to write for names that may mean several.
final class Aliases {

  /// The name in the language, for a name that is written in other ways.
  static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("σ", "sigmoid"),
          Map.entry("expit", "sigmoid"),
          Map.entry("logistic", "sigmoid"),
          Map.entry("multiply", "hadamard"),
          Map.entry("mul", "hadamard"),
          Map.entry("mm", "matmul"),
          Map.entry("mv", "matmul"),
          Map.entry("clamp", "clip"),
          Map.entry("power", "pow"),
          Map.entry("concatenate", "concat"),
          Map.entry("hstack", "concat"),
          Map.entry("cat", "concat"),
          Map.entry("spd", "pd"),
          Map.entry("positive_definite", "pd"),
          Map.entry("positive_semidefinite", "psd"),
          Map.entry("monotonic", "monotone"),
          Map.entry("avg", "mean"),
          Map.entry("average", "mean"),
          Map.entry("norm2", "norm"),
          Map.entry("norm_2", "norm"),
          Map.entry("norm_1", "norm1"),
          Map.entry("artanh", "atanh"),
          Map.entry("arctanh", "atanh"),
          Map.entry("nabla", "grad"),
          Map.entry("derivative", "diff"),
          Map.entry("cross_correlate", "correlate"),
          Map.entry("cross_correlation", "correlate"),
          Map.entry("convolution", "conv"),
          Map.entry("correlation", "corr"),
          Map.entry("binary_cross_entropy_with_logits", "bce"),
          Map.entry("bce_with_logits", "bce"),
          Map.entry("BCEWithLogits", "bce"),
          Map.entry("mse_loss", "mse"),
          Map.entry("softmax_cross_entropy", "ce"),
          Map.entry("KLD", "kl"),
          Map.entry("fabs", "abs"),
          Map.entry("sigma", "sigmoid"),
          Map.entry("ln", "log"),
          Map.entry("lse", "logsumexp"),
          Map.entry("log_sum_exp", "logsumexp"),
          Map.entry("logsoftmax", "log_softmax"),
          Map.entry("logsigmoid", "log_sigmoid"),
          Map.entry("swish", "silu"),
          Map.entry("hard_swish", "hardswish"),
          Map.entry("hard_tanh", "hardtanh"),
          Map.entry("norminf", "norm_inf"),
          Map.entry("linf", "norm_inf"),
          Map.entry("δ", "delta"),
          Map.entry("kronecker", "delta"),
          Map.entry("variance", "var"),
          Map.entry("len", "length"),
          Map.entry("size", "length"),
          Map.entry("cross_entropy", "ce"),
          Map.entry("crossentropy", "ce"),
          Map.entry("identity", "eye"),
          Map.entry("inner", "dot"),
          Map.entry("tr", "trace"),
          Map.entry("gradient", "grad"),
          Map.entry("iverson", "indicator"),
          Map.entry("onehot", "one_hot"),
          Map.entry("𝟙", "indicator"),
          Map.entry("S", "softmax"),
          Map.entry("sgn", "sign"),
          Map.entry("heaviside", "step"),
          Map.entry("leakyrelu", "leaky_relu"),
          Map.entry("ReLU", "relu"),
          Map.entry("SiLU", "silu"),
          Map.entry("log_cosh", "logcosh"),
          Map.entry("lncosh", "logcosh"),
          Map.entry("Diag", "diag"),
          Map.entry("product", "prod"),
          Map.entry("H", "entropy"),
          Map.entry("KL", "kl"),
          Map.entry("D_KL", "kl"),
          Map.entry("BCE", "bce"),
          Map.entry("inverse", "inv"),
          Map.entry("corr2d", "corr2_valid"),
          Map.entry("corr2", "corr2_valid"),
          Map.entry("conv2", "conv2_valid"),
          Map.entry("CE", "ce"),
          Map.entry("MSE", "mse"),
          Map.entry("I", "eye"),
          Map.entry("reverse", "flip"),
          Map.entry("lower_same", "corr_same_lower"));

  /// What to write in place of a name that does not say which of two functions it is.
  static final Map<String, String> MENDS =
      Map.ofEntries(
          Map.entry(
              "conv1d",
              "Layers do not flip the kernel: write corr_valid(x, w); conv_valid flips it."),
          Map.entry(
              "conv2d",
              "Layers do not flip the kernel: write corr2_valid(X, W); conv2_valid flips it."),
          Map.entry(
              "binary_cross_entropy",
              "Write bce(a, y) of a logit, or bce_prob(g, y) of a probability."),
          Map.entry("kl_div", "Write kl(p, q), the sum of p*log(p/q)."),
          Map.entry(
              "argmax", "Compare entries instead: softmax(x)[i] < softmax(x)[j] if x[i] < x[j]."),
          Map.entry(
              "hard_sigmoid",
              "Write clip(a/6 + 1/2, 0, 1) or clip(0.2*a + 0.5, 0, 1): both have this name."),
          Map.entry(
              "hardsigmoid",
              "Write clip(a/6 + 1/2, 0, 1) or clip(0.2*a + 0.5, 0, 1): both have this name."),
          Map.entry("smooth_l1", "Write huber(r, 1)."),
          Map.entry("atan", "This function is not known; its derivative is 1/(1+x^2)."),
          Map.entry("arctan", "This function is not known; its derivative is 1/(1+x^2)."),
          Map.entry("eigenvalues", "Claim A @ v = c*v of a vector v, or psd(A)."),
          Map.entry("rank", "Claim a determinant, or a product of matrices."),
          Map.entry("limit", "A limit cannot be claimed; claim a bound: |f(a)| <= c."),
          Map.entry("integral", "Claim the derivative instead: d/da F(a) = f(a)."));

  private Aliases() {}
}
