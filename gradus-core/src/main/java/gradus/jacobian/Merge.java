package gradus.jacobian;

import java.util.ArrayList;
import java.util.List;

/// Whether the product of two banded matrices is one banded matrix.
///
/// @param <T> one number
public sealed interface Merge<T> {

  /// It is.
  ///
  /// @param product the product
  record Exact<T>(BandedToeplitz<T> product) implements Merge<T> {}

  /// It is not.
  ///
  /// @param reason why, as a clause
  record Refused<T>(String reason) implements Merge<T> {}

  /// The product `outer · inner` as one banded matrix whose kernel is the full convolution of the
  /// two.
  ///
  /// Exact where no entry of the product would have passed through the zeros that surround the
  /// signal between the two: valid after valid and full after full, with strides and dilations. It
  /// is refused for same after same.
  static <T> Merge<T> of(BandedToeplitz<T> outer, BandedToeplitz<T> inner) {
    if (outer.band().steps().spread() == 1 && inner.band().steps().spread() == 1) {
      return forwards(outer, inner);
    }
    if (outer.band().steps().stride() == 1 && inner.band().steps().stride() == 1) {
      return switch (forwards(inner.transpose(), outer.transpose())) {
        case Exact<T>(BandedToeplitz<T> product) -> new Exact<>(product.transpose());
        case Refused<T> refused -> refused;
      };
    }
    return new Refused<>("one takes every n-th element and the other puts zeros between elements");
  }

  private static <T> Merge<T> forwards(BandedToeplitz<T> outer, BandedToeplitz<T> inner) {
    Band o = outer.band();
    Band i = inner.band();
    int stride = i.steps().stride();
    boolean early = o.before() > 0 && i.reach() - i.before() - stride >= 0;
    int last = o.steps().stride() * (o.rows() - 1) + o.reach() - o.before();
    boolean late = last >= i.rows() && stride * i.rows() - i.before() < i.columns();
    if ((early || late) && o.rows() > 0 && i.columns() > 0) {
      return new Refused<>(
          "the outer kernel meets padding zeros where the inner kernel would have meant values");
    }
    List<T> taps = taps(outer, inner);
    Band.Steps steps = new Band.Steps(stride * o.steps().stride(), 1, 1);
    int before = stride * o.before() + i.before();
    Band band = new Band(o.rows(), i.columns(), taps.size(), steps, before);
    return new Exact<>(new BandedToeplitz<>(outer.numbers(), taps, band));
  }

  /// The full convolution of the inner kernel with the outer one, whose taps are the inner stride
  /// apart.
  private static <T> List<T> taps(BandedToeplitz<T> outer, BandedToeplitz<T> inner) {
    Vectors<T> vectors = new Vectors<>(outer.numbers());
    int step = inner.band().steps().stride() * outer.band().steps().dilation();
    int dilation = inner.band().steps().dilation();
    int length = step * (outer.taps().size() - 1) + inner.band().reach() + 1;
    List<T> taps = new ArrayList<>(vectors.all(length, vectors.zero()));
    for (int a = 0; a < outer.taps().size(); a++) {
      for (int b = 0; b < inner.taps().size(); b++) {
        int at = step * a + dilation * b;
        T product = outer.numbers().times(outer.taps().get(a), inner.taps().get(b));
        taps.set(at, outer.numbers().plus(taps.get(at), product));
      }
    }
    return taps;
  }
}
