package dev.evenhand.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that was read once from its first byte to its last, and is what was written. */
final class Archive implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** @throws Declined where the file is none of ours, of a later format, or not what was written */
    static Archive open(Path file) throws IOException, Declined {
        if (!Files.isRegularFile(file)) {
            throw new Declined("%s: there is no such file.".formatted(file));
        }
        boolean sealed;
        try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ)) {
            sealed = Seal.holds(bytes);
        }
        ZipFile zip = unpack(file);
        try {
            Archive archive = new Archive(file, zip, manifest(file, zip));
            List<String> damaged = archive.damaged();
            if (!damaged.isEmpty()) {
                throw new Declined(
                        "%s is damaged, and nothing was changed: %s.".formatted(file, String.join("; ", damaged)));
            }
            if (!sealed) {
                throw new Declined(
                        "%s is damaged, and nothing was changed: the tables are what was written, but something around them is not."
                                .formatted(file));
            }
            return archive;
        } catch (IOException | Declined e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile unpack(Path file) throws IOException, Declined {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new Declined("%s is not a backup, or was cut short: it has no end.".formatted(file), e);
        }
    }

    private static Manifest manifest(Path file, ZipFile zip) throws IOException, Declined {
        ZipEntry entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null) {
            throw new Declined("%s is not a backup: it has no %s.".formatted(file, Manifest.ENTRY));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] json = in.readAllBytes();
            int format = JSON.readTree(json).path("format").asInt();
            if (format > Manifest.FORMAT) {
                throw new Declined(
                        "%s is of format %d, and this program reads formats up to %d: use the one that wrote it, or a newer one."
                                .formatted(file, format, Manifest.FORMAT));
            }
            return JSON.readValue(json, Manifest.class);
        } catch (JacksonException | ZipException | EOFException e) {
            throw new Declined(
                    "%s is damaged, and nothing was changed: its %s cannot be read.".formatted(file, Manifest.ENTRY),
                    e);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** The lines of a table. */
    InputStream rows(Manifest.Table table) throws IOException {
        return zip.getInputStream(zip.getEntry(table.entry()));
    }

    private List<String> damaged() throws IOException {
        List<String> damaged = new ArrayList<>();
        for (Manifest.Table table : manifest.tables()) {
            if (zip.getEntry(table.entry()) == null) {
                damaged.add("table %s is not in it".formatted(table.name()));
            } else if (!isWhole(table)) {
                damaged.add("table %s is not what was written".formatted(table.name()));
            }
        }
        return damaged;
    }

    private boolean isWhole(Manifest.Table table) throws IOException {
        long lines = 0;
        try (DigestInputStream rows = new DigestInputStream(rows(table), Seal.sha256())) {
            byte[] buffer = new byte[1 << 16];
            for (int read = rows.read(buffer); read >= 0; read = rows.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            String found = HexFormat.of().formatHex(rows.getMessageDigest().digest());
            return lines == table.rows() && found.equals(table.sha256());
        } catch (ZipException | EOFException e) {
            // Whatever it says, it is not what was written.
            return false;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
