package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user that the server runs as, because PostgreSQL refuses to run as root.
 *
 * <p>Who is not root stays who they are. Root enters a user namespace, where it is nobody in particular while its files
 * stay its own; where that is barred, as in most containers, it becomes the user "nobody" and gives the files away.
 *
 * @param prefix what is put before a command
 * @param owner whose the files have to be, empty where they are right already
 */
record Unprivileged(List<String> prefix, String owner) {
    static final Unprivileged ITSELF = new Unprivileged(List.of(), "");
    static final Unprivileged NAMESPACE = new Unprivileged(List.of("unshare", "-U", "--"), "0:0");
    /** By number, since the group has different names; initdb wants a number that has an account. */
    static final Unprivileged NOBODY = new Unprivileged(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"), "65534:65534");

    static Unprivileged find(Path home) throws IOException, InterruptedException {
        return Command.output("id", "-u").equals("0") ? findForRoot(home, List.of(NAMESPACE, NOBODY)) : ITSELF;
    }

    static Unprivileged findForRoot(Path home, List<Unprivileged> ways) throws IOException, InterruptedException {
        for (Unprivileged way : ways) {
            if (way.mayWrite(home)) {
                return way;
            }
        }
        throw new IOException(("PostgreSQL does not run as root, and there is no way here to run it on %s as another"
                        + " user. Run the application as an ordinary user that owns this folder, or set"
                        + " QUARKUS_DATASOURCE_JDBC_URL to use a database of your own.")
                .formatted(home));
    }

    private boolean mayWrite(Path home) throws IOException, InterruptedException {
        if (!Command.succeeds(wrap("true"))) {
            return false;
        }
        own(home);
        return Command.succeeds(wrap("test", "-w", home.toString()));
    }

    void own(Path path) throws IOException, InterruptedException {
        if (!owner.isEmpty()) {
            Command.run("chown", "-Rh", owner, path.toString());
        }
    }

    List<String> wrap(String... command) {
        return Stream.concat(prefix.stream(), Stream.of(command)).toList();
    }
}
