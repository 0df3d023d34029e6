package gradus.nn.run;

import gradus.nn.data.Sha;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The digest of a model's variables: equal digests mean equal bits.
public final class Weights {

  private Weights() {}

  /// SHA-256 over the variables by name: for each its name and type as text, then its elements as
  /// little-endian f64 (which holds every f32 exactly), as 64 hexadecimal digits.
  public static String sha256(Map<String, Tensor> variables) {
    MessageDigest digest = Sha.start();
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              digest.update((name + " " + value.type() + "\n").getBytes(StandardCharsets.UTF_8));
              ByteBuffer bytes =
                  ByteBuffer.allocate(8 * value.elements()).order(ByteOrder.LITTLE_ENDIAN);
              for (int i = 0; i < value.elements(); i++) {
                bytes.putDouble(value.doubleAt(i));
              }
              digest.update(bytes.flip());
            });
    return HexFormat.of().formatHex(digest.digest());
  }
}
