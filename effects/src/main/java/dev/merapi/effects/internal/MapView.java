package dev.merapi.effects.internal;

import io.vavr.collection.Map;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A persistent map as an unmodifiable {@link java.util.Map} with its order: nothing is copied, and
 * looking up costs what it costs there.
 */
public final class MapView<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> map;

  /** Shows this map. */
  public MapView(Map<K, V> map) {
    this.map = map;
  }

  @Override
  @SuppressWarnings("unchecked") // a key of another type is in no map
  public @Nullable V get(@Nullable Object key) {
    return map.get((K) key).getOrNull();
  }

  @Override
  @SuppressWarnings("unchecked") // as above
  public boolean containsKey(@Nullable Object key) {
    return map.containsKey((K) key);
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        return map.iterator()
            .<Entry<K, V>>map(pair -> new SimpleImmutableEntry<>(pair._1, pair._2));
      }

      @Override
      public int size() {
        return map.size();
      }
    };
  }
}
