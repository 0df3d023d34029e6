package gradus.web.http;

import gradus.tensor.FormatException;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Files;
import java.nio.file.Path;

/// A certificate with its chain and the private key, as two PEM files.
///
/// @param certificate the server's certificate, then those that vouch for it
/// @param key the private key, PKCS #8, not encrypted
public record TlsFiles(Path certificate, Path key) {

  Tls read() {
    requireFile(certificate, "a certificate");
    requireFile(key, "a private key");
    try {
      Keys keys =
          Keys.builder()
              .pem(
                  pem ->
                      pem.key(Resource.create(key)).certChain(Resource.create(certificate)).build())
              .build();
      return Tls.builder()
          .privateKey(keys)
          .privateKeyCertChain(keys)
          .addEnabledProtocol("TLSv1.3")
          .addEnabledProtocol("TLSv1.2")
          .build();
    } catch (RuntimeException unreadable) {
      throw new FormatException(
          certificate + " and " + key,
          "the PEM files",
          "a certificate and its private key (PKCS #8, not encrypted)",
          String.valueOf(unreadable.getMessage()),
          "Try: openssl pkcs8 -topk8 -nocrypt -in OLD -out KEY.",
          unreadable);
    }
  }

  private static void requireFile(Path file, String what) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new FormatException(
          file.toString(),
          "the file",
          what + " in PEM",
          "none that can be read",
          "Check the path and who may read it.");
    }
  }
}
