/// A client of the Open Inference Protocol in plain Java.
///
/// **Start at** {@link gradus.web.client.InferenceClient}. **Depends on** `gradus.web.inference`
/// for the protocol's words, and on the JDK's own HTTP client. **The one idea:** tensors go and
/// come as binary data, so that no bit is lost on the way. **Not here:** the server.
@NullMarked
package gradus.web.client;

import org.jspecify.annotations.NullMarked;
