package dev.evenhand.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps one server running on one port for as long as this JVM lives, and no longer.
 *
 * <p>The work is done by a shell whose standard input is a pipe from the JVM: however the JVM ends, the pipe closes. A
 * thread of the JVM could not do that, nor would it outlive the class loader of dev mode.
 */
final class Supervisor implements Closeable {
    /**
     * Arguments: the file for what the server says before it has a log, the folder of its logs, and the server's
     * command. Its standard error tells about restarts.
     */
    private static final String SCRIPT = """
            early=$1; logs=$2; shift 2
            trap '' HUP INT TERM  # a terminal signals all of its processes; the JVM's end decides
            exec 3<&0 </dev/null

            server=; stopping=
            stop() { stopping=yes; [ -z "$server" ] || kill -INT "$server" 2>/dev/null; }
            trap stop USR1

            # The first signal is lost if the server is not yet prepared for it.
            (cat <&3 >/dev/null; n=0; while [ $n -lt 30 ] && kill -USR1 $$; do n=$((n + 1)); sleep 1; done) 2>/dev/null &
            exec 3<&-
            (trap - TERM; while kill -0 $$; do
                ls -1r "$logs" | tail -n +31 | while read -r old; do rm -f "$logs/$old"; done
                sleep 10
            done) >/dev/null 2>&1 &
            sweeper=$!

            session=$(command -v setsid)  # out of the terminal's reach, where the system has it
            delay=0
            while [ -z "$stopping" ]; do
                born=$(date +%s)
                $session "$@" >"$early" 2>&1 &
                server=$!
                [ -z "$stopping" ] || stop
                while kill -0 "$server" 2>/dev/null; do wait "$server"; status=$?; done
                server=
                [ -z "$stopping" ] || break
                [ $(($(date +%s) - born)) -lt 60 ] || delay=0
                echo "PostgreSQL ended with status $status and starts again in $delay s; see $logs and $early" >&2
                sleep $delay
                delay=$((delay == 0 ? 1 : delay < 4 ? delay * 2 : 5))
            done
            kill $sweeper 2>/dev/null  # it may have seen the end by itself
            """;

    /** Below the ports that systems give to outgoing connections: a restart finds its port free. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    /** Enough for some restarts, such as after leftovers that are still going. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A server that has been up this long without being ready is recovering, which takes as long as it takes. */
    private static final Duration STEADY = Duration.ofSeconds(10);

    private static final int SHOWN_LINES = 20;

    private final Process shell;
    private final int port;

    private Supervisor(Process shell, int port) {
        this.shell = shell;
        this.port = port;
    }

    /** Returns when the server takes connections. */
    static Supervisor start(Cluster cluster, Path bin, Unprivileged user, Duration patience, String... settings)
            throws IOException, InterruptedException {
        int port = freePort();
        Path early = cluster.home().resolve("start.log");
        List<String> command = new ArrayList<>(user.wrap(
                "sh",
                "-c",
                SCRIPT,
                "supervisor",
                early.toString(),
                cluster.logs().toString(),
                bin.resolve("postgres").toString(),
                "-D",
                cluster.data().toString()));
        Stream.concat(Settings.of(port, cluster.logs()).stream(), Stream.of(settings))
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        Process shell = Command.builder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();

        Supervisor supervisor = new Supervisor(shell, port);
        try {
            supervisor.awaitReady(cluster, early, patience);
        } catch (IOException | InterruptedException e) {
            supervisor.close();
            throw e;
        }
        return supervisor;
    }

    int port() {
        return port;
    }

    /** Stops the server in order and waits until it has gone. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        shell.onExit().join();
    }

    private void awaitReady(Cluster cluster, Path early, Duration patience) throws IOException, InterruptedException {
        long started = System.nanoTime();
        long steadySince = started;
        Optional<Long> seen = Optional.empty();
        while (!cluster.isReady(port)) {
            Optional<Long> pid = cluster.serverPid(port);
            long now = System.nanoTime();
            if (pid.isEmpty() || !pid.equals(seen)) {
                seen = pid;
                steadySince = now;
            }
            boolean recovering = now - steadySince > STEADY.toNanos();
            if (!shell.isAlive() || now - started > patience.toNanos() && !recovering) {
                throw new IOException("PostgreSQL does not start on %s. It says:\n%s"
                        .formatted(cluster.home(), lastWords(early, cluster.logs())));
            }
            Thread.sleep(10);
        }
    }

    /** Of the log, then of what came before the log was open: an early end is told there. */
    private static String lastWords(Path early, Path logs) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(logs)) {
            try (Stream<Path> files = Files.list(logs)) {
                Optional<Path> newest = files.max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    lines.addAll(Files.readAllLines(newest.get()));
                }
            }
        }
        lines.addAll(Files.readAllLines(early));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    private static int freePort() {
        return new SecureRandom()
                .ints(FIRST_PORT, LAST_PORT)
                .filter(Supervisor::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
