package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Design law 3: a committed digest of what kernels make of fixed numbers. It holds for the scalar
/// and the SIMD kernels, and the build runs this test at three vector widths.
class SameBitsTest {

  private static final String DIGEST =
      "5f7606812ea7f9574c915d8abeb26bcc591ce71ade38ab26022686e313d6fe2c";

  private static final int N = 4098;

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void theDigestOfAllMapsAndReductionsIsTheCommittedOne(String name)
      throws NoSuchAlgorithmException {
    assertEquals(DIGEST, digest(Kernels.named(name)));
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void itStaysWhenTheKernelsHaveBeenCompiled(String name) throws NoSuchAlgorithmException {
    for (int i = 0; i < 400; i++) {
      assertEquals(DIGEST, digest(Kernels.named(name)));
    }
  }

  private static String digest(Kernels kernels) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    float[] x = MapSamples.hard(1, N);
    float[] y = MapSamples.hard(2, N);
    float[] z = new float[N];
    for (UnaryOp op : UnaryOp.values()) {
      kernels.maps().unary(op, x, 0, z, 0, N);
      update(digest, z);
    }
    for (BinaryOp op : BinaryOp.values()) {
      kernels.maps().binary(op, x, 0, 1, y, 0, 1, z, 0, N);
      update(digest, z);
    }
    reduce(digest, kernels.reductions());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void reduce(MessageDigest digest, Reductions reductions) {
    float[] x = MapSamples.mild(3, N);
    float[] z = new float[N];
    for (ReductionOp op : ReductionOp.values()) {
      reductions.reduce(op, x, 0, N / 3, 1, z, 0, 0, 3);
      reductions.reduce(op, x, 0, N / 3, 3, z, 3, 0, 3);
      update(digest, z);
    }
    reductions.softmax(x, 0, 3, N / 3, z, 0);
    update(digest, z);
    reductions.sumsOfProducts(z, 0, x, 0, 3, N / 3, z, 3);
    update(digest, z);
  }

  private static void update(MessageDigest digest, float[] z) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * z.length);
    bytes.asIntBuffer().put(MapSamples.bits(z));
    digest.update(bytes);
  }
}
