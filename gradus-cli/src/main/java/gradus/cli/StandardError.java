package gradus.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/// Standard error, where it really is.
///
/// The JVM greets everyone who uses the Vector API with "WARNING: Using incubator modules", which
/// no flag turns off. Before a terminal, a pipe or a file the launcher therefore starts Java with
/// its standard error led into a log, and says in the property `gradus.stderr` where the real one
/// is.
final class StandardError {

  private StandardError() {}

  /// Leads `System.err` back to the real one, if the launcher had led it away. First thing in
  /// `main`.
  static void restore() {
    String real = System.getProperty("gradus.stderr");
    if (real == null) {
      return;
    }
    Charset charset =
        Charset.forName(System.getProperty("native.encoding", Charset.defaultCharset().name()));
    try {
      System.setErr(new PrintStream(new FileOutputStream(real, true), true, charset));
    } catch (FileNotFoundException e) {
      System.setErr(System.out); // a message in the wrong stream is better than none
    }
  }
}
