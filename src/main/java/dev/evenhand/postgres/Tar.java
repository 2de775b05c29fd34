package dev.evenhand.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks a tar archive into a folder, and refuses one that would reach outside of it.
 *
 * <p>Knows files, folders and symbolic links with names of up to 100 bytes: what the archives of PostgreSQL hold.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">The basic tar format</a>
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int OWNER_EXECUTES = 0100;

    private final InputStream archive;
    private final Path folder;

    private Tar(InputStream archive, Path folder) {
        this.archive = archive;
        this.folder = folder;
    }

    static void unpack(InputStream archive, Path folder) throws IOException {
        new Tar(archive, folder.toAbsolutePath().normalize()).unpack();
    }

    private void unpack() throws IOException {
        for (byte[] header = block(); header[0] != 0; header = block()) {
            String name = text(header, 0, 100);
            Path target = inside(name, folder.resolve(name));
            Files.createDirectories(target.getParent());
            switch (header[156]) {
                case '5' -> Files.createDirectories(target);
                case '2' -> link(name, target, text(header, 157, 100));
                case '0', 0 -> {
                    file(target, octal(header, 124, 12));
                    if ((octal(header, 100, 8) & OWNER_EXECUTES) != 0) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
                default ->
                    throw new IOException("The archive holds %s, which is of a kind not known here: %c."
                            .formatted(name, header[156]));
            }
        }
    }

    private void link(String name, Path target, String destination) throws IOException {
        inside(name, target.resolveSibling(destination));
        Files.createSymbolicLink(target, Path.of(destination));
    }

    private void file(Path target, long size) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            for (long left = size; left > 0; left -= BLOCK) {
                out.write(block(), 0, (int) Math.min(left, BLOCK));
            }
        }
    }

    private Path inside(String name, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(folder)) {
            throw new IOException("The archive holds %s, which leads out of its folder.".formatted(name));
        }
        return normal;
    }

    private byte[] block() throws IOException {
        byte[] block = archive.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("The archive ends too early.");
        }
        return block;
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        try {
            return Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("The archive has %s where a number is due.".formatted(digits), e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
