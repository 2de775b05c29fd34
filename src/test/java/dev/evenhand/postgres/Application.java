package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** An application that is there to be killed: it starts the server and says so, then lives on. */
class Application {
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedPostgres.Access access = EmbeddedPostgres.access(Path.of(arguments[0]));
        System.out.println(access.url());
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Returns when its server takes connections. */
    static Process start(Path home) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String url = process.inputReader().readLine();
        if (url == null) {
            throw new IOException("The application did not start its server.");
        }
        return process;
    }
}
