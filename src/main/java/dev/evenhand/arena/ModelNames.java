package dev.evenhand.arena;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The models that are known by name, and whether another name could be taken for one of them.
 *
 * <p>Names are compared in NFC, trimmed. Two names are confusable if they differ only in case, or if their skeletons
 * (Unicode Technical Standard 39) are equal; two names in ASCII are spared the skeleton, which holds "v1" for "vl".
 */
public final class ModelNames {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._:@/+()-]{1,128}");

    /** Letters and marks that leave no ink: they would make a twin that nobody can tell apart. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
            + "\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

    private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();

    private final Set<String> known = new HashSet<>();
    private final Map<String, List<String>> bySkeleton = new HashMap<>();

    public ModelNames(Collection<String> known) {
        known.forEach(this::add);
    }

    /** The name as it is compared and stored; nothing where it may not be a name. */
    public static Optional<String> canonical(String written) {
        String name = Normalizer.normalize(written, Normalizer.Form.NFC).strip();
        boolean allowed =
                ALLOWED.matcher(name).matches() && !INVISIBLE.matcher(name).find();
        return allowed ? Optional.of(name) : Optional.empty();
    }

    public boolean contains(String name) {
        return known.contains(name);
    }

    public int size() {
        return known.size();
    }

    public void add(String name) {
        if (known.add(name)) {
            bySkeleton
                    .computeIfAbsent(skeleton(name), skeleton -> new ArrayList<>())
                    .add(name);
        }
    }

    /** A known model, by another name, that this name could be taken for. */
    public Optional<String> lookalike(String name) {
        return bySkeleton.getOrDefault(skeleton(name), List.of()).stream()
                .filter(other -> !other.equals(name))
                .filter(other -> fold(other).equals(fold(name)) || !isAscii(other) || !isAscii(name))
                .findFirst();
    }

    private static String skeleton(String name) {
        return SPOOF.getSkeleton(fold(name));
    }

    private static String fold(String name) {
        return UCharacter.foldCase(name, true);
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }
}
