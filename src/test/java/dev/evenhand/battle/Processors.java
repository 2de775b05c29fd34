package dev.evenhand.battle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How long the processors have worked, in seconds: for this JVM, and for the database's processes, the ended ones too.
 *
 * <p>On a shared machine that says more of what a vote costs than any clock does.
 */
record Processors(double jvm, double database) {
    /** What Linux gives to programs, whatever the kernel's own unit is. */
    private static final double TICKS_A_SECOND = 100;

    /** The place of {@code utime} in /proc/PID/stat, behind the name in brackets. */
    private static final int USER_TIME = 11;

    static Processors now() {
        double database = ProcessHandle.current()
                .descendants()
                .filter(process ->
                        process.info().command().filter(Processors::isPostgres).isPresent())
                .mapToDouble(process -> seconds(process.pid()))
                .sum();
        return new Processors(seconds(ProcessHandle.current().pid()), database);
    }

    Processors since(Processors before) {
        return new Processors(jvm - before.jvm, database - before.database);
    }

    private static boolean isPostgres(String command) {
        return command.endsWith("/postgres");
    }

    /** Of a process and, where it is PostgreSQL's first one, of its children that have ended. */
    private static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(0, 1, 2, 3)
                            .mapToLong(i -> Long.parseLong(fields[USER_TIME + i]))
                            .sum()
                    / TICKS_A_SECOND;
        } catch (IOException gone) {
            // It ended between being listed and being read, and its parent counts it from now on.
            return 0;
        }
    }
}
