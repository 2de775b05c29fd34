package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
    @TempDir
    Path parent;

    @Test
    void filesFoldersLinksAndProgramsAreUnpacked() throws IOException {
        byte[] archive = archive(
                entry("lib/", '5', "", "", "755"),
                entry("lib/one", '0', "", "content", "644"),
                entry("lib/two", '2', "one", "", "777"),
                entry("bin/run", '0', "", "x".repeat(1000), "755"));

        unpack(archive);

        assertEquals("content", Files.readString(folder().resolve("lib/two")));
        assertEquals(1000, Files.size(folder().resolve("bin/run")));
        assertTrue(Files.isExecutable(folder().resolve("bin/run")));
        assertFalse(Files.isExecutable(folder().resolve("lib/one")));
    }

    @Test
    void anEntryThatLeadsOutIsRefused() throws IOException {
        byte[] upwards = archive(entry("lib/../../outside", '0', "", "content", "644"));
        byte[] absolute = archive(entry(parent.resolve("outside").toString(), '0', "", "content", "644"));

        assertTrue(assertThrows(IOException.class, () -> unpack(upwards))
                .getMessage()
                .contains("lib/../../outside"));
        assertThrows(IOException.class, () -> unpack(absolute));
        assertFalse(Files.exists(parent.resolve("outside")));
    }

    @Test
    void aLinkThatLeadsOutIsRefused() throws IOException {
        byte[] archive =
                archive(entry("door", '2', "../elsewhere", "", "777"), entry("door/file", '0', "", "content", "644"));

        assertThrows(IOException.class, () -> unpack(archive));
        assertFalse(Files.exists(folder().resolve("door")));
    }

    @Test
    void anArchiveThatIsCutOffIsRefused() throws IOException {
        byte[] archive = archive(entry("file", '0', "", "x".repeat(1000), "644"));

        assertThrows(EOFException.class, () -> unpack(Arrays.copyOf(archive, 1024)));
    }

    @Test
    void anUnknownKindOfEntryIsRefused() throws IOException {
        byte[] archive = archive(entry("device", '3', "", "", "644"));

        assertThrows(IOException.class, () -> unpack(archive));
    }

    private Path folder() {
        return parent.resolve("folder");
    }

    private void unpack(byte[] archive) throws IOException {
        Tar.unpack(new ByteArrayInputStream(archive), folder());
    }

    private static byte[] archive(byte[]... entries) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            archive.write(entry);
        }
        archive.write(new byte[1024]);
        return archive.toByteArray();
    }

    private static byte[] entry(String name, char kind, String destination, String content, String mode) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] entry = new byte[512 + (bytes.length + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 100, mode);
        put(entry, 124, Integer.toOctalString(bytes.length));
        entry[156] = (byte) kind;
        put(entry, 157, destination);
        put(entry, 512, content);
        return entry;
    }

    private static void put(byte[] entry, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }
}
