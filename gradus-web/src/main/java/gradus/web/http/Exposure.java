package gradus.web.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/// Who can reach a server, and by what names.
final class Exposure {

  private Exposure() {}

  /// The address to listen on.
  ///
  /// Throws {@link IllegalArgumentException} for one that others reach, where they need no key and
  /// were not let in by name.
  static InetAddress address(HttpOptions options) {
    InetAddress address;
    try {
      address = InetAddress.getByName(options.bind());
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException(
          "--bind %s: expected an address of this machine, found none of that name. Try 127.0.0.1."
              .formatted(options.bind()),
          unknown);
    }
    if (!address.isLoopbackAddress() && options.key().isEmpty() && !options.openToAll()) {
      throw new IllegalArgumentException(
          "--bind %s: expected a key for an address that others can reach, found none. Give --api-key-file FILE, or say --open-to-all if everyone may ask."
              .formatted(options.bind()));
    }
    return address;
  }

  /// Whether a `Host` header names this machine for itself: what a page elsewhere cannot make a
  /// browser send, not even with a name of its own that leads here.
  static boolean isLocalHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int port = name.lastIndexOf(':');
    if (port > name.lastIndexOf(']')) {
      name = name.substring(0, port);
    }
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  /// Whether an `Origin` header is that of the host that was asked.
  static boolean isSameOrigin(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
