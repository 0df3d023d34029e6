package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.runtime.kernel.scalar.ScalarConvolutions;
import gradus.runtime.kernel.simd.SimdConvolutions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EpilogueTest {

  /// Results in lines with gaps, gathered, in one piece, of groups, beyond a chunk, and of images
  /// side by side, with widths around those of vectors.
  private static List<ConvolutionShape> shapes() {
    WindowAxis same = WindowAxis.of(6, 3, 1, 1, 1, 1);
    WindowAxis whole = WindowAxis.of(5, 5, 1, 1, 0, 0);
    WindowAxis point = WindowAxis.of(7, 1, 1, 1, 0, 0);
    WindowAxis wide = WindowAxis.of(33, 1, 1, 1, 0, 0);
    WindowAxis apart = WindowAxis.of(19, 1, 2, 1, 0, 0);
    WindowAxis line = WindowAxis.of(65, 4, 1, 2, 3, 0);
    WindowAxis tiles = WindowAxis.of(13, 3, 1, 1, 1, 1);
    return List.of(
        ConvolutionShape.of(2, 70, 14, same, same),
        ConvolutionShape.of(20, 4, 11, whole, whole),
        ConvolutionShape.of(1, 5, 70, point, point),
        ConvolutionShape.of(1, 5, 128, point, point),
        ConvolutionShape.of(3, 5, 7, point, point),
        ConvolutionShape.of(1, 3, 50, wide, wide),
        ConvolutionShape.of(1, 600, 13, point, wide),
        ConvolutionShape.of(2, 3, 9, apart, apart),
        ConvolutionShape.of(2, 8, 12, point, same).withGroups(4),
        ConvolutionShape.of(2, 3, 5, WindowAxis.UNIT, line),
        ConvolutionShape.of(2, 32, 64, tiles, tiles),
        ConvolutionShape.of(1, 32, 32, tiles, WindowAxis.of(35, 3, 1, 1, 2, 0)),
        ConvolutionShape.of(3, 16, 16, WindowAxis.UNIT, WindowAxis.of(1100, 33, 1, 1, 0, 0)));
  }

  static Stream<Convolutions> sets() {
    return Stream.of(new ScalarConvolutions(), new SimdConvolutions());
  }

  static Stream<Arguments> cases() {
    return shapes().stream()
        .flatMap(
            shape ->
                Stream.of(false, true)
                    .flatMap(
                        adds -> Stream.of(false, true).map(r -> Arguments.of(shape, adds, r))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEpilogueGivesTheBitsOfSeparateSteps(
      ConvolutionShape shape, boolean adds, boolean rectifies) {
    for (long seed = 0; seed < 4; seed++) {
      Samples samples = new Samples(seed);
      boolean wild = seed == 3;
      float[] x = wild ? samples.wild(3 + shape.inSize()) : samples.floats(3 + shape.inSize());
      float[] w = samples.floats(5 + shape.weightSize());
      float[] rest = samples.floats(2 + shape.outSize());
      float[] numbers = samples.floats(3 * shape.outChannels() + 1);
      int channels = shape.outChannels();
      float[] expected = run(new ScalarConvolutions(), shape, 1, x, w, Epilogue.NONE, false);
      for (int i = 0; i < shape.outSize(); i++) {
        int c = i / shape.outPlane() % channels;
        float y = expected[7 + i] - numbers[1 + c];
        y = y * numbers[1 + channels + c];
        y = y + numbers[1 + 2 * channels + c];
        y = adds ? y + rest[2 + i] : y;
        expected[7 + i] = rectifies && y <= 0 ? 0 : y;
      }
      Epilogue epilogue =
          Epilogue.NONE
              .withMinus(numbers, 1)
              .withTimes(numbers, 1 + channels)
              .withPlus(numbers, 1 + 2 * channels);
      epilogue = adds ? epilogue.withRest(rest, 2) : epilogue;
      Epilogue last = rectifies ? epilogue.rectified() : epilogue;
      Stream.of(new ScalarConvolutions(), new SimdConvolutions())
          .forEach(
              set -> {
                for (int parts = 1; parts <= 3; parts++) {
                  for (boolean packed : new boolean[] {false, true}) {
                    Samples.assertSameBits(
                        expected, run(set, shape, parts, x, w, last, packed), shape.toString());
                  }
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void whatIsAddedMayLieWhereTheResultGoes(Convolutions set) {
    for (ConvolutionShape shape : shapes()) {
      Samples samples = new Samples(9);
      float[] x = samples.floats(shape.inSize());
      float[] w = samples.floats(shape.weightSize());
      float[] rest = samples.floats(shape.outSize());
      Convolution c = set.convolution(shape);
      float[] work = new float[c.forwardWorkspace()];
      float[] apart = new float[shape.outSize()];
      Epilogue epilogue = Epilogue.NONE.rectified();
      c.forward(0, 1, x, 0, w, 0, apart, 0, work, 0, epilogue.withRest(rest.clone(), 0));
      c.forward(0, 1, x, 0, w, 0, rest, 0, work, 0, epilogue.withRest(rest, 0));
      Samples.assertSameBits(apart, rest, shape.toString());
    }
  }

  @Test
  void whatIsLeftOutKeepsNegativeZero() {
    float[] y = {-0f, 1f, Float.NaN};
    Epilogue.NONE.withTimes(new float[] {1f}, 0).apply(0, y, 0, y, 0, 0, 3);
    assertEquals(-0f, y[0]);
    assertEquals(1f, y[1]);
    assertEquals(Float.NaN, y[2]);
  }

  private static float[] run(
      Convolutions set,
      ConvolutionShape s,
      int parts,
      float[] x,
      float[] w,
      Epilogue epilogue,
      boolean packed) {
    Convolution c = set.convolution(s);
    float[] y = Samples.sentinels(7 + s.outSize() + 4);
    float[] work = Samples.sentinels(1 + c.forwardWorkspace());
    float[] weights = Samples.sentinels(2 + c.packedSize());
    c.pack(w, 5, weights, 2);
    for (int part = 0; part < parts; part++) {
      if (packed) {
        c.forwardPacked(part, parts, x, 3, weights, 2, y, 7, work, 1, epilogue);
      } else {
        c.forward(part, parts, x, 3, w, 5, y, 7, work, 1, epilogue);
      }
    }
    return y;
  }
}
