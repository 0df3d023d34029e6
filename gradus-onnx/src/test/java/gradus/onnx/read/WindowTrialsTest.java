package gradus.onnx.read;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Convolutions and poolings with all their attributes, against ONNX Runtime.
class WindowTrialsTest {

  private static final List<String> PADS = List.of("NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");

  static Stream<DynamicTest> tests(List<Trial> trials) {
    return trials.stream().map(trial -> dynamicTest(trial.toString(), trial::check));
  }

  private static long[] a(long... values) {
    return values;
  }

  @TestFactory
  Stream<DynamicTest> convolutions() {
    List<Trial> trials = new ArrayList<>();
    for (String pad : PADS) {
      for (int stride : List.of(1, 2, 3)) {
        trials.add(
            Trial.of("Conv", 11)
                .floats(2, 4, 7, 8)
                .floats(6, 2, 3, 2)
                .floats(6)
                .with("auto_pad", pad)
                .with("group", 2)
                .with("strides", a(stride, 1)));
      }
    }
    trials.add(
        Trial.of("Conv", 1)
            .floats(1, 2, 9)
            .floats(3, 2, 3)
            .with("dilations", a(2))
            .with("pads", a(3, 1))
            .with("kernel_shape", a(3)));
    trials.add(
        Trial.of("Conv", 22)
            .floats(1, 2, 4, 5, 6)
            .floats(3, 2, 2, 3, 2)
            .floats(3)
            .with("strides", a(1, 2, 2))
            .with("pads", a(0, 1, 1, 1, 0, 2)));
    return tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> transposedConvolutions() {
    List<Trial> trials = new ArrayList<>();
    for (int stride : List.of(1, 2, 3)) {
      for (int dilation : List.of(1, 2)) {
        for (int more = 0; more < stride; more++) {
          trials.add(
              Trial.of("ConvTranspose", 11)
                  .floats(1, 4, 4, 5)
                  .floats(4, 3, 3, 2)
                  .floats(6)
                  .with("group", 2)
                  .with("strides", a(stride, 2))
                  .with("dilations", a(dilation, 1))
                  .with("output_padding", a(more, 0))
                  .with("pads", a(1, 0, 2, 1)));
        }
      }
    }
    for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      trials.add(
          Trial.of("ConvTranspose", 11)
              .floats(1, 2, 4, 5)
              .floats(2, 3, 3, 4)
              .with("auto_pad", pad)
              .with("strides", a(2, 3)));
    }
    trials.add(
        Trial.of("ConvTranspose", 11)
            .floats(1, 2, 4, 5)
            .floats(2, 3, 3, 4)
            .with("output_shape", a(8, 9))
            .with("strides", a(2, 2)));
    return tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> pools() {
    List<Trial> trials = new ArrayList<>();
    for (String operator : List.of("MaxPool", "AveragePool")) {
      for (int ceil : List.of(0, 1)) {
        for (int dilation : List.of(1, 2)) {
          for (long[] pads : List.of(a(0, 0, 0, 0), a(1, 0, 1, 1), a(0, 1, 0, 0))) {
            for (int include : operator.equals("MaxPool") ? List.of(-1) : List.of(0, 1)) {
              Trial trial =
                  Trial.of(operator, operator.equals("MaxPool") ? 12 : 19)
                      .floats(1, 2, 8, 9)
                      .with("kernel_shape", a(3, 2))
                      .with("ceil_mode", ceil)
                      .with("dilations", a(dilation, 1))
                      .with("strides", a(2, 3))
                      .with("pads", pads);
              trials.add(include < 0 ? trial.outputs(2) : trial.with("count_include_pad", include));
            }
          }
        }
      }
      for (String pad : List.of("VALID", "SAME_UPPER", "SAME_LOWER")) {
        trials.add(
            Trial.of(operator, 11)
                .floats(1, 2, 8, 9)
                .with("kernel_shape", a(3, 4))
                .with("auto_pad", pad)
                .with("strides", a(2, 2)));
      }
      trials.add(Trial.of(operator, 11).floats(2, 2, 7).with("kernel_shape", a(2)));
      trials.add(Trial.of(operator, 11).floats(1, 2, 4, 5, 6).with("kernel_shape", a(2, 3, 2)));
    }
    trials.add(
        Trial.of("MaxPool", 12)
            .floats(2, 2, 5, 6)
            .with("kernel_shape", a(2, 2))
            .with("storage_order", 1)
            .outputs(2));
    trials.add(
        Trial.of("LpPool", 18)
            .floats(1, 2, 8, 9)
            .with("kernel_shape", a(3, 2))
            .with("p", 3)
            .with("pads", a(1, 1, 1, 0)));
    trials.add(Trial.of("GlobalLpPool", 2).floats(1, 2, 3, 4).with("p", 1));
    trials.add(Trial.of("GlobalMaxPool", 1).floats(1, 2, 3));
    trials.add(Trial.of("GlobalAveragePool", 1).floats(1, 2, 3, 4, 2));
    trials.add(Trial.of("LRN", 13).floats(1, 9, 3, 3).with("size", 5).with("alpha", 0.5f));
    trials.add(Trial.of("LRN", 13).floats(1, 3, 3, 3).with("size", 9).with("bias", 2f));
    return tests(trials);
  }
}
