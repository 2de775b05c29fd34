package dev.evenhand.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the program starts: the server where it is given nothing to do, else one command, before any of the server. */
@QuarkusMain
public class Main {
    /** What a JVM ends with that is told to exit when its heap is full. */
    private static final int FULL_HEAP = 3;

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Thread.setDefaultUncaughtExceptionHandler(Main::end);
            Quarkus.run(arguments);
        } else {
            System.exit(Evenhand.run(arguments));
        }
    }

    /** A server whose threads died of a full heap looks alive and answers nobody: whoever started it is to see its end. */
    private static void end(Thread thread, Throwable reason) {
        if (reason instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(FULL_HEAP);
        }
        // What is said of a thread that has no handler of its own.
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        reason.printStackTrace();
    }
}
