package dev.evenhand.upload;

import com.ibm.icu.lang.UCharacter;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a response what tells who wrote it: the name of a model, or the id that a provider gave to the answer.
 *
 * <p>Names are matched as whole words after NFKC and case folding, with hyphens, underscores, slashes, colons and white
 * space taken for one another: "GPT-4o" is found in "I am gpt 4o". Names that are also words or figures of every text
 * (shorter than three characters, or digits alone) are not looked for.
 */
final class Leaks {
    private static final int SHORTEST = 3;
    private static final Pattern JOINTS = Pattern.compile("[\\s_\\-/:\\u2010-\\u2015]+");
    private static final Pattern PROVIDER_ID =
            Pattern.compile("\\b(?:chatcmpl-[A-Za-z0-9]{6,}|gen-[0-9]{10}-?[A-Za-z0-9]*|msg_[A-Za-z0-9]{10,})");

    private final List<String> names;

    Leaks(Collection<String> models) {
        names = models.stream()
                .map(Leaks::folded)
                .filter(name -> name.length() >= SHORTEST && !name.chars().allMatch(Character::isDigit))
                .toList();
    }

    /** What was found first, as it is matched. */
    Optional<String> find(String response) {
        Matcher id = PROVIDER_ID.matcher(response);
        if (id.find()) {
            return Optional.of(id.group());
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String text = folded(response);
        return names.stream().filter(name -> hasWord(text, name)).findFirst();
    }

    private static boolean hasWord(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static String folded(String text) {
        String folded = UCharacter.foldCase(Normalizer.normalize(text, Normalizer.Form.NFKC), true);
        return JOINTS.matcher(folded).replaceAll(" ").strip();
    }
}
