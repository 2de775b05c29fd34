package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An application that is there to be killed: it starts the server and says so, then lives on. */
class Application {
    public static void main(String[] arguments) throws InterruptedException, SQLException {
        String url = EmbeddedPostgres.url(Path.of(arguments[0]));
        // As the pool does: with no password of its own.
        DriverManager.getConnection(url).close();
        System.out.println(url);
        Thread.sleep(Long.MAX_VALUE);
    }

    private final Process process;
    private final String url;

    private Application(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Returns when its server takes connections. */
    static Application start(Path home) throws IOException {
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
        return new Application(process, url);
    }

    String url() {
        return url;
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
