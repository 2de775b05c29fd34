package dev.evenhand.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A backup as it is written: under another name beside its own, which it gets when all of it is on disk.
 *
 * <p>Only whoever wrote it may read it: it holds all that the database does.
 */
final class ArchiveWriter implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path target;
    private final Path unfinished;
    private final FileChannel file;
    private final ZipOutputStream zip;

    ArchiveWriter(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        this.unfinished = this.target.resolveSibling(target.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        this.file = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16));
        // Three times as fast as the usual level, and a tenth larger.
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setComment(Seal.NONE);
    }

    /** Where the bytes of an entry go; closing it ends the entry. */
    OutputStream entry(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    /** @param replace whether a file that is there already may go */
    void finish(Manifest manifest, boolean replace) throws IOException {
        try (OutputStream entry = entry(Manifest.ENTRY)) {
            entry.write(JSON.writeValueAsBytes(manifest));
        }
        zip.finish();
        zip.flush();
        Seal.set(file);
        if (replace) {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } else if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        } else {
            Files.move(unfinished, target);
        }
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** What was not finished is taken away. */
    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(unfinished);
    }
}
