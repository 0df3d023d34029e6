/// The command line: reads arguments, calls the library, prints.
///
/// **Start at** `Gradus`, which holds the list of commands; each command is one class. **Depends
/// on** `gradus.explain` and all that lies below it. **The one idea:** a command says what to do
/// with the public API and nothing behind it. **Not here:** anything that a program in Java could
/// want as well, which belongs to the module that it is about.
@NullMarked
package gradus.cli;

import org.jspecify.annotations.NullMarked;
