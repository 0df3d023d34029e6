/// What every server of Gradus shares: starting and stopping, who may ask, errors as JSON.
///
/// **Start at** {@link gradus.web.http.HttpServer}. **Depends on** Helidon, Jackson and, for its
/// errors, `gradus.tensor`. **The one idea:** each request passes one gate, which checks who asks,
/// sets the headers that keep browsers safe, answers every failure as `{"error": …}` and writes one
/// line. **Not here:** what is served (`gradus.web.inference`, `gradus.web.studio`).
@NullMarked
package gradus.web.http;

import org.jspecify.annotations.NullMarked;
