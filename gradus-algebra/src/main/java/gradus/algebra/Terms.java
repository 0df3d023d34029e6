package gradus.algebra;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A map that does not change and knows its hash code: keys that hold maps whose keys hold maps
/// would be walked through to the bottom each time they are looked for.
///
/// The order is that of the map it is made of.
///
/// @param <K> what the keys are
/// @param <V> what the values are
public final class Terms<K, V> extends AbstractMap<K, V> {

  private final Map<K, V> terms;
  private final int hash;

  private Terms(Map<K, V> terms) {
    this.terms = terms;
    this.hash = terms.hashCode();
  }

  /// The same map; it must not be changed any more by whoever made it.
  public static <K, V> Terms<K, V> of(Map<K, V> terms) {
    return terms instanceof Terms<K, V> known ? known : new Terms<>(terms);
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return Collections.unmodifiableSet(terms.entrySet());
  }

  @Override
  public int size() {
    return terms.size();
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return terms.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return terms.containsKey(key);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> each) {
    terms.forEach(each);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Terms<?, ?> that
            ? hash == that.hash && terms.equals(that.terms)
            : terms.equals(other));
  }
}
