package dev.evenhand.upload;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The cells of one record by the names of their columns.
 *
 * <p>All records of a file share one index of columns, and give out the same set of names.
 */
final class CsvFields extends AbstractMap<String, Object> {
    private final Map<String, Integer> index;
    private final Set<String> names;
    private final List<String> cells;

    private CsvFields(Map<String, Integer> index, Set<String> names, List<String> cells) {
        this.index = index;
        this.names = names;
        this.cells = cells;
    }

    /** What makes records of a file whose header is this; of two columns without a name the last one stands. */
    static Header header(List<String> columns) {
        Map<String, Integer> index = new LinkedHashMap<>();
        IntStream.range(0, columns.size()).forEach(i -> index.put(columns.get(i), i));
        return new Header(index, Collections.unmodifiableSet(index.keySet()));
    }

    record Header(Map<String, Integer> index, Set<String> names) {
        CsvFields of(List<String> cells) {
            return new CsvFields(index, names, cells);
        }
    }

    @Override
    public Object get(Object column) {
        Integer place = index.get(column);
        return place == null ? null : cells.get(place);
    }

    @Override
    public boolean containsKey(Object column) {
        return index.containsKey(column);
    }

    @Override
    public Set<String> keySet() {
        return names;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return index.entrySet().stream()
                        .map(column -> Map.entry(column.getKey(), (Object) cells.get(column.getValue())))
                        .iterator();
            }

            @Override
            public int size() {
                return index.size();
            }
        };
    }
}
