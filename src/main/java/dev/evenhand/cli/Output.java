package dev.evenhand.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Where a command's answer goes, and in which form. */
final class Output {
    /** The forms of an answer. */
    enum Form {
        TABLE,
        CSV,
        JSON,
        MARKDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file instead of the terminal.")
    private Path file;

    Form form() {
        return form;
    }

    boolean toFile() {
        return file != null;
    }

    OutputStream open() throws Refused {
        try {
            return file != null ? Files.newOutputStream(file) : new Standard();
        } catch (IOException e) {
            throw new Refused("%s cannot be written: choose another --output.".formatted(file), e);
        }
    }

    /** Standard output, which is flushed and not closed. */
    private static final class Standard extends FilterOutputStream {
        Standard() {
            super(System.out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
