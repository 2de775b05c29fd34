package dev.evenhand.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.account.Account;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds every room on its floor: which rooms there are, and which of the others each may know. */
class RoomsTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final String HOUSE = "dev/evenhand/";
    private static final Pattern NAME = Pattern.compile("dev/evenhand/[a-z/]+/[A-Z]\\w*");

    /** Room → what it may know. A room that is on no list but its own is known by nobody. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("clock", Set.of()),
            Map.entry("postgres", Set.of("problem")),
            Map.entry("rating.fit", Set.of()),
            Map.entry(
                    "rating.board",
                    Set.of(
                            "rating.fit",
                            "rating.fit.pairing",
                            "rating.fit.sequential",
                            "rating.fit.peers",
                            "rating.fit.diagnosis",
                            "rating.fit.agreement",
                            "rating.fit.slice")),
            Map.entry("rating.fit.sequential", Set.of("rating.fit")),
            Map.entry("rating.fit.agreement", Set.of("rating.fit")),
            Map.entry("rating.fit.peers", Set.of("rating.fit", "rating.fit.sequential")),
            Map.entry("rating.fit.diagnosis", Set.of("rating.fit")),
            Map.entry("rating.fit.pairing", Set.of("rating.fit")),
            Map.entry("rating.fit.slice", Set.of("rating.fit")),
            Map.entry("web", Set.of()),
            Map.entry("account", Set.of("problem", "clock")),
            Map.entry("arena", Set.of("problem", "clock", "account", "web")),
            Map.entry("prompt", Set.of("problem", "clock", "account", "arena")),
            Map.entry("battle", Set.of("problem", "clock", "account", "arena", "prompt", "rating.fit.pairing")),
            Map.entry("upload", Set.of("problem", "clock", "account", "arena", "prompt", "battle")),
            Map.entry(
                    "rating",
                    Set.of(
                            "problem",
                            "clock",
                            "account",
                            "arena",
                            "battle",
                            "rating.fit",
                            "rating.fit.pairing",
                            "rating.board")),
            Map.entry(
                    "export",
                    Set.of(
                            "problem",
                            "clock",
                            "account",
                            "arena",
                            "prompt",
                            "battle",
                            "upload",
                            "rating",
                            "rating.board")),
            Map.entry("backup", Set.of("battle")),
            Map.entry("cli", Set.of("upload", "rating.board", "rating.fit", "export", "battle", "backup", "postgres")),
            Map.entry("demo", Set.of("clock", "account", "arena", "prompt", "battle")));

    @Test
    void noRoomKnowsMoreThanItMay() {
        List<String> trespasses = new ArrayList<>();
        for (Path file : classes()) {
            String room = room(CLASSES.relativize(file).toString());
            for (String known : roomsKnownTo(file)) {
                if (!known.equals(room) && !ROOMS.getOrDefault(room, Set.of()).contains(known)) {
                    trespasses.add("%s knows %s".formatted(CLASSES.relativize(file), known));
                }
            }
        }
        assertEquals(List.of(), trespasses);
    }

    @Test
    void everyClassIsInARoom() {
        Set<String> found = classes().stream()
                .map(file -> room(CLASSES.relativize(file).toString()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertTrue(ROOMS.keySet().containsAll(found), found.toString());
        assertTrue(found.size() > 5);
    }

    /** Whatever Hibernate keeps is known to the house alone: a field more in a table must not be one more on the wire. */
    @Test
    void noAddressAnswersWithAnEntity() {
        List<Method> methods = classes().stream()
                .map(RoomsTest::load)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(RoomsTest::isAddress)
                .toList();

        List<String> leaks = methods.stream()
                .flatMap(method -> entitiesIn(method.getGenericReturnType()).stream()
                        .map(entity -> "%s holds %s".formatted(method, entity)))
                .toList();

        assertEquals(List.of(), leaks);
        assertTrue(methods.size() > 50, "found only " + methods.size());
    }

    /** The search is worth something only where it finds. */
    @Test
    void anEntityIsFoundHoweverItIsHeld() throws NoSuchMethodException {
        record Row(Optional<Map<String, Account[]>> accounts) {}
        class Page extends ArrayList<Row> {
            private static final long serialVersionUID = 1;
        }
        interface Addresses {
            List<? extends Account> bare();

            CompletionStage<Page> deep();

            Map<String, Instant> none();
        }

        for (String found : List.of("bare", "deep")) {
            assertEquals(
                    Set.of("Account"),
                    entitiesIn(Addresses.class.getDeclaredMethod(found).getGenericReturnType()));
        }
        assertEquals(
                Set.of(), entitiesIn(Addresses.class.getDeclaredMethod("none").getGenericReturnType()));
    }

    private static boolean isAddress(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static Set<String> entitiesIn(Type type) {
        Set<String> found = new TreeSet<>();
        look(type, new HashSet<>(), found);
        return found;
    }

    private static void look(Type type, Set<Type> seen, Set<String> found) {
        if (!seen.add(type)) {
            return;
        }
        switch (type) {
            case ParameterizedType generic -> {
                look(generic.getRawType(), seen, found);
                Stream.of(generic.getActualTypeArguments()).forEach(part -> look(part, seen, found));
            }
            case GenericArrayType array -> look(array.getGenericComponentType(), seen, found);
            case WildcardType wild -> Stream.of(wild.getUpperBounds()).forEach(part -> look(part, seen, found));
            case Class<?> plain when plain.isArray() -> look(plain.getComponentType(), seen, found);
            case Class<?> plain
            when plain.getName().startsWith("dev.evenhand.") -> {
                if (plain.isAnnotationPresent(Entity.class)) {
                    found.add(plain.getSimpleName());
                }
                Stream.of(plain.getDeclaredFields()).forEach(field -> look(field.getGenericType(), seen, found));
                Stream.ofNullable(plain.getGenericSuperclass()).forEach(above -> look(above, seen, found));
                Stream.ofNullable(plain.getPermittedSubclasses())
                        .flatMap(Stream::of)
                        .forEach(below -> look(below, seen, found));
            }
            default -> {
                // A variable's bounds say nothing, and the classes of others are no entities.
            }
        }
    }

    private static Class<?> load(Path file) {
        String name = CLASSES.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
        try {
            return Class.forName(name, false, RoomsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theMapInTheReadmeShowsTheRoomsThereAre() throws IOException {
        Set<String> onTheMap = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## The rooms"))
                .takeWhile(line -> !line.startsWith("## What"))
                .map(Pattern.compile("^\\| `([a-z.]+)` \\|.*")::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = classes().stream()
                .map(file -> room(CLASSES.relativize(file).toString()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(there, onTheMap);
    }

    private static Set<String> roomsKnownTo(Path file) {
        Set<String> rooms = new HashSet<>();
        for (String name : classesNamedBy(file)) {
            rooms.add(room(name));
        }
        return rooms;
    }

    /** Every class of the house that a class file names: in code, in signatures, in annotations. */
    private static Set<String> classesNamedBy(Path file) {
        try {
            ClassModel model = ClassFile.of().parse(file);
            Set<String> names = new HashSet<>();
            model.constantPool().forEach(entry -> {
                String text = entry instanceof ClassEntry type
                        ? type.asInternalName()
                        : entry instanceof Utf8Entry utf8 ? utf8.stringValue() : "";
                Matcher matcher = NAME.matcher(text);
                while (matcher.find()) {
                    names.add(matcher.group());
                }
            });
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String room(String file) {
        String inHouse = file.substring(HOUSE.length());
        int end = inHouse.lastIndexOf('/');
        return end < 0 ? "" : inHouse.substring(0, end).replace('/', '.');
    }

    private static List<Path> classes() {
        try (Stream<Path> files = Files.walk(CLASSES.resolve(HOUSE))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
