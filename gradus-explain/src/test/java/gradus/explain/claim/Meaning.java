package gradus.explain.claim;

import java.util.Arrays;

/// The functions of the language by loops over doubles, written from their definitions.
final class Meaning {

  private Meaning() {}

  static double quotient(double above, double below) {
    return below == 0 ? Double.NaN : above / below;
  }

  static double power(double base, double exponent) {
    return base == 0 && exponent < 0 ? Double.NaN : Math.pow(base, exponent);
  }

  /// The slope at a point between two others; NaN at a kink or where digits are missing.
  static double slope(double before, double here, double after, double step) {
    double left = (here - before) / step;
    double right = (after - here) / step;
    double size = 1 + Math.abs(left) + Math.abs(right);
    return Math.abs(left - right) / size < 0.02 ? (left + right) / 2 : Double.NaN;
  }

  static boolean holds(String sign, double left, double right) {
    double near = 1e-9 * (1 + Math.abs(left) + Math.abs(right));
    return switch (sign) {
      case "=" -> Math.abs(left - right) <= near;
      case "≠", "!=" -> Math.abs(left - right) > near;
      case "<" -> left < right;
      case ">" -> left > right;
      case "≤", "<=" -> left <= right + near;
      case "≥", ">=" -> left >= right - near;
      default -> throw new IllegalArgumentException(sign);
    };
  }

  static double scalar(String function, double... x) {
    double a = x[0];
    if (x.length == 1 && (function.equals("max") || function.equals("min"))) {
      throw new UnreadException("the largest or smallest entry of a vector");
    }
    return switch (function) {
      case "exp" -> Math.exp(a);
      case "log" -> a > 0 ? Math.log(a) : Double.NaN;
      case "log1p" -> a > -1 ? Math.log1p(a) : Double.NaN;
      case "expm1" -> Math.expm1(a);
      case "sqrt" -> Math.sqrt(a);
      case "sigmoid" -> 1 / (1 + Math.exp(-a));
      case "tanh" -> Math.tanh(a);
      case "erf" -> Math.copySign(erf(Math.abs(a)), a);
      case "softplus" -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
      case "relu" -> Math.max(a, 0);
      case "abs" -> Math.abs(a);
      case "sign" -> Math.signum(a);
      case "sin" -> Math.sin(a);
      case "cos" -> Math.cos(a);
      case "floor" -> Math.floor(a);
      case "ceil" -> Math.ceil(a);
      case "max" -> Arrays.stream(x).max().orElseThrow();
      case "min" -> Arrays.stream(x).min().orElseThrow();
      case "delta" -> a == x[1] ? 1 : 0;
      case "floordiv" -> x[1] == 0 ? Double.NaN : Math.floor(a / x[1]);
      case "mod" -> x[1] == 0 ? Double.NaN : a - x[1] * Math.floor(a / x[1]);
      case "mse" -> (a - x[1]) * (a - x[1]);
      case "bce" -> scalar("softplus", a) - x[1] * a;
      default -> throw new UnreadException("the function " + function);
    };
  }

  /// By its series near 0, by the continued fraction of its complement farther away.
  private static double erf(double x) {
    if (x < 2.5) {
      double sum = 0;
      double power = x;
      for (int n = 0; n < 80; n++) {
        sum += power / (2 * n + 1);
        power *= -x * x / (n + 1);
      }
      return 2 / Math.sqrt(Math.PI) * sum;
    }
    double fraction = 0;
    for (int n = 80; n > 0; n--) {
      fraction = n / 2.0 / (x + fraction);
    }
    return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }

  static double at(double[] x, int i) {
    return i >= 1 && i <= x.length ? x[i - 1] : 0;
  }

  static double logSumExp(double[] x) {
    return Math.log(Arrays.stream(x).map(Math::exp).sum());
  }

  static double[] softmax(double[] x) {
    double total = Arrays.stream(x).map(Math::exp).sum();
    return Arrays.stream(x).map(it -> Math.exp(it) / total).toArray();
  }

  static double dot(double[] u, double[] v) {
    if (u.length != v.length) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }

  static double[] flip(double[] w) {
    double[] flipped = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      flipped[w.length - 1 - i] = w[i];
    }
    return flipped;
  }

  /// `full_n = Σ_j x_{n−j+1} w_j` of a convolution; a correlation turns the kernel around first.
  private static double[] full(double[] x, double[] w) {
    double[] y = new double[Math.max(0, x.length + w.length - 1)];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < w.length; j++) {
        y[i + j] += x[i] * w[j];
      }
    }
    return y;
  }

  /// The modes cut a piece out of the full result.
  static double[] signal(String function, double[] x, double[] w) {
    double[] full = full(x, function.startsWith("corr") ? flip(w) : w);
    String mode = function.substring(5);
    return switch (mode) {
      case "full" -> full;
      case "valid" ->
          x.length < w.length ? new double[0] : Arrays.copyOfRange(full, w.length - 1, x.length);
      case "same", "same_upper" -> Arrays.copyOfRange(full, w.length / 2, w.length / 2 + x.length);
      case "same_lower" ->
          Arrays.copyOfRange(full, (w.length - 1) / 2, (w.length - 1) / 2 + x.length);
      default -> throw new UnreadException("the mode " + mode);
    };
  }
}
