package gradus.bench.race;

import gradus.nn.layer.Padding;
import gradus.nn.model.Network;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What grows while the time of a training step is measured; the rest stays as it is.
enum Growth {
  /// Examples of a batch, of the race's 784-128-64-10.
  BATCH("examples of a batch", 1, 1024) {
    @Override
    Network network(int size) {
      return Nets.mlp();
    }

    @Override
    int batch(int size) {
      return size;
    }
  },
  /// The side of a square colour image, eight of them in a batch, through three convolutions with 3
  /// × 3 kernels and their mean.
  SIDE("side of the image", 16, 256) {
    @Override
    Network network(int size) {
      Network net = Network.of(Shape.of(3, size, size));
      net = net.conv2d(16, 3, Padding.of(2, 1)).relu().conv2d(16, 3, Padding.of(2, 1)).relu();
      net = net.maxPool2d(2).conv2d(32, 3, Padding.of(2, 1)).relu();
      return net.globalAveragePool().linear(10);
    }

    @Override
    int batch(int size) {
      return 8;
    }
  },
  /// Dense layers of 128 units, over batches of 32.
  DEPTH("dense layers", 2, 64) {
    @Override
    Network network(int size) {
      Network net = Network.of(Shape.of(128));
      for (int layer = 1; layer < size; layer++) {
        net = net.linear(128).relu();
      }
      return net.linear(10);
    }

    @Override
    int batch(int size) {
      return 32;
    }
  };

  private static final String FAMILY = "growth.";

  private final String what;
  private final int least;
  private final int most;

  Growth(String what, int least, int most) {
    this.what = what;
    this.least = least;
    this.most = most;
  }

  /// The network for a size.
  abstract Network network(int size);

  /// The examples of a batch for a size.
  abstract int batch(int size);

  /// What grows, in words.
  String what() {
    return what;
  }

  /// The start of the names of its measurements: `growth.batch.`.
  String family() {
    return FAMILY + name().toLowerCase(Locale.ROOT) + ".";
  }

  /// The names of all measurements, one for each size: `growth.batch.1`, ….
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Growth growth : values()) {
      for (int size = growth.least; size <= growth.most; size *= 2) {
        names.add(growth.family() + size);
      }
    }
    return names;
  }

  /// What a measurement's name lets grow.
  static Growth of(String name) {
    return Arrays.stream(values())
        .filter(growth -> name.startsWith(growth.family()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "bench %s: expected one of %s or %s, found another name. Give one of these, or all."
                        .formatted(name, Race.WORKLOADS, names())));
  }

  /// The size in a measurement's name.
  int size(String name) {
    return Integer.parseInt(name.substring(family().length()));
  }
}
