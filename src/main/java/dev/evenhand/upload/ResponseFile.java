package dev.evenhand.upload;

import java.io.IOException;
import java.util.function.Consumer;

/** The door for files of responses: from bytes to rows that may be stored. */
final class ResponseFile {
    private ResponseFile() {}

    /**
     * Hands every good response to {@code rows}, in the order of the file, and reports the others.
     *
     * @param model the model of a file whose rows name none, or null; a row that names one is not overruled
     * @throws Unreadable where the file is refused whole; what was handed over until then must not stay
     */
    static Report read(Upload upload, String model, Consumer<ResponseRow> rows) throws IOException {
        Report report = new Report();
        read(upload, model, report, rows);
        return report;
    }

    /** The same, for whoever goes on checking and writes into the same report. */
    static void read(Upload upload, String model, Report report, Consumer<ResponseRow> rows) throws IOException {
        UploadReader.read(upload, new ResponseRules(upload.limits(), model, report, rows), report);
    }
}
