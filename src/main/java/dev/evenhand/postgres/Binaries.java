package dev.evenhand.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked once from the archive that the application carries.
 *
 * <p>A folder that has its final name is whole; it is named by the archive's checksum, so that a new release of the
 * application unpacks its own.
 */
final class Binaries {
    private Binaries() {}

    static Path unpack(Path home) throws IOException, InterruptedException {
        URL archive = Platform.archive();
        Path folder = home.resolve("binaries-" + checksum(archive));
        if (!Files.exists(folder)) {
            removeOthers(home);
            Path unfinished = home.resolve(folder.getFileName() + ".new");
            try (InputStream packed = archive.openStream()) {
                Tar.unpack(new BufferedInputStream(new XZInputStream(packed)), unfinished);
            }
            // A name must not reach the disk before the content does.
            Command.run("sync");
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder.resolve("bin");
    }

    /** The jar knows it, so that a start does not read the archive. */
    private static String checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        return Long.toHexString(
                connection instanceof JarURLConnection jar
                        ? jar.getJarEntry().getCrc()
                        : connection.getContentLengthLong());
    }

    private static void removeOthers(Path home) throws IOException, InterruptedException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, "binaries-*")) {
            for (Path folder : folders) {
                Command.run("rm", "-rf", "--", folder.toString());
            }
        }
    }
}
