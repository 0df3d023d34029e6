package gradus.runtime.kernel;

/// The geometry of a pooling over one to three spatial axes: `planes` (batch × channels) planes
/// that do not see each other.
///
/// Layout, row-major: `x` is `[planes, depth.in, height.in, width.in]`, `y` is `[planes, depth.out,
/// height.out, width.out]`. Lower ranks put {@link WindowAxis#UNIT} in front.
public record PoolShape(int planes, WindowAxis depth, WindowAxis height, WindowAxis width) {

  public PoolShape {
    if (planes < 0) {
      throw new IllegalArgumentException(
          "PoolShape: expected planes ≥ 0, found %d. Check the shape of x.".formatted(planes));
    }
  }

  /// The same geometry for so many planes.
  public PoolShape withPlanes(int count) {
    return new PoolShape(count, depth, height, width);
  }

  /// Elements of one plane of `x`.
  public int inPlane() {
    return depth.in() * height.in() * width.in();
  }

  /// Elements of one plane of `y`.
  public int outPlane() {
    return depth.out() * height.out() * width.out();
  }

  /// How many elements window `o` of a plane averages over.
  public int count(int o, boolean includePad) {
    int ox = o % width.out();
    int oy = o / width.out() % height.out();
    int oz = o / width.out() / height.out();
    return width.count(ox, includePad) * height.count(oy, includePad) * depth.count(oz, includePad);
  }
}
