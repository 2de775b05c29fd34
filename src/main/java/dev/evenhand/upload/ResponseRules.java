package dev.evenhand.upload;

import dev.evenhand.arena.ModelNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a row of a file of responses must say, and what it may not say after the rows before it.
 *
 * <p>A row is taken whole or not at all, and a refused row leaves no trace: the next one is compared with good rows.
 */
final class ResponseRules implements Rules {
    private static final int LONGEST_ID = 128;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

    private final Limits limits;
    private final String model;
    private final Report report;
    private final Consumer<ResponseRow> rows;

    private final ModelNames models = new ModelNames(List.of());
    private final Seen prompts = new Seen();
    private final Seen responses = new Seen();

    ResponseRules(Limits limits, String model, Report report, Consumer<ResponseRow> rows) {
        this.limits = limits;
        this.model = model;
        this.report = report;
        this.rows = rows;
    }

    @Override
    public Set<String> known() {
        Set<String> known = new HashSet<>();
        for (ResponseLayout layout : ResponseLayout.values()) {
            known.addAll(layout.known());
        }
        return known;
    }

    @Override
    public Optional<String> missing(Set<String> columns) {
        return ResponseLayout.of(columns).missing(columns, model != null);
    }

    @Override
    public boolean isOurExport(List<String> header) {
        return false;
    }

    @Override
    public void take(long number, Row row) throws BadRow, IOException {
        ResponseLayout layout = ResponseLayout.of(row.fields().keySet());
        List<ResponseRow> read = read(number, row, layout);
        List<ResponseRow> fresh = unseen(row, read);
        for (ResponseRow response : fresh) {
            keep(response);
            warn(response);
            rows.accept(response);
        }
        if (fresh.isEmpty()) {
            report.repeat(number);
        }
        warnOfIgnored(row, layout);
    }

    private List<ResponseRow> read(long number, Row row, ResponseLayout layout) throws BadRow, IOException {
        List<ResponseRow.Message> messages = messages(row, layout);
        String promptId = promptId(row, messages);
        Map<String, Object> metadata = metadata(row);
        List<ResponseRow> read = new ArrayList<>();
        for (ResponseLayout.Side side : layout.sides()) {
            String name = modelName(row, side.model(), layout);
            String response = row.text(side.response());
            read.add(new ResponseRow(
                    number,
                    row.line(),
                    promptId,
                    messages,
                    name,
                    response,
                    row.optional("system_prompt").orElse(null),
                    row.optional("category").orElse(null),
                    row.optional("language").orElse(null),
                    row.optional("organization").orElse(null),
                    metadata,
                    new Leaks(List.of(name)).find(response).orElse(null)));
        }
        return read;
    }

    private List<ResponseRow.Message> messages(Row row, ResponseLayout layout) throws BadRow, IOException {
        Optional<Object> conversation = row.structure("messages", limits);
        if (conversation.isEmpty()) {
            return List.of(new ResponseRow.Message("user", row.required(layout.prompt())));
        }
        if (!(conversation.get() instanceof List<?> items) || items.isEmpty()) {
            throw badMessages(row);
        }
        List<ResponseRow.Message> messages = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> message)
                    || !(message.get("role") instanceof String role)
                    || !(message.get("content") instanceof String content)
                    || !ROLES.contains(role)) {
                throw badMessages(row);
            }
            messages.add(new ResponseRow.Message(role, content));
        }
        return messages;
    }

    private static BadRow badMessages(Row row) {
        return row.bad(
                "messages",
                "messages",
                "\"messages\" must be a list of {\"role\", \"content\"}, both text, with the role user, assistant,"
                        + " system, developer or tool.");
    }

    private static String promptId(Row row, List<ResponseRow.Message> messages) throws BadRow {
        Optional<String> written = row.name("prompt_id");
        if (written.isEmpty()) {
            return "p-" + fingerprint(messages).hex();
        }
        return id(row, "prompt_id", written.get());
    }

    static String id(Row row, String column, String written) throws BadRow {
        if (isId(written)) {
            return written;
        }
        throw row.bad(
                "id",
                column,
                "\"%s\" must be 1 to 128 of the characters A-Z a-z 0-9 . _ : -, not %s."
                        .formatted(column, Violation.quoted(written)));
    }

    private static boolean isId(String written) {
        boolean isId = !written.isEmpty() && written.length() <= LONGEST_ID;
        for (int i = 0; isId && i < written.length(); i++) {
            isId = isOfAnId(written.charAt(i));
        }
        return isId;
    }

    private static boolean isOfAnId(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".:_-".indexOf(c) >= 0;
    }

    private static Fingerprint fingerprint(List<ResponseRow.Message> messages) {
        return Fingerprint.of(messages.stream()
                .flatMap(message -> List.of(message.role(), message.content()).stream())
                .toArray(String[]::new));
    }

    private String modelName(Row row, String column, ResponseLayout layout) throws BadRow {
        boolean given =
                model != null && layout.sides().size() == 1 && row.name(column).isEmpty();
        return given ? canonical(row, column, model) : modelName(row, column);
    }

    /** Also for votes: a name must be the same model everywhere. */
    static String modelName(Row row, String column) throws BadRow {
        Optional<String> written = row.name(column);
        return canonical(row, column, written.isPresent() ? written.get() : row.required(column));
    }

    private static String canonical(Row row, String column, String written) throws BadRow {
        return ModelNames.canonical(written)
                .orElseThrow(() -> row.bad(
                        "model-name",
                        column,
                        "\"%s\" must be 1 to 128 visible letters, digits, spaces or . _ : @ / + ( ) -, not %s."
                                .formatted(column, Violation.quoted(written))));
    }

    private Map<String, Object> metadata(Row row) throws BadRow, IOException {
        Object metadata = row.structure("metadata", limits).orElse(Map.of());
        if (metadata instanceof Map) {
            return NdjsonRows.asObject(metadata);
        }
        throw row.bad("type", "metadata", "\"metadata\" must be a JSON object.");
    }

    /** The responses of a row that no row before it gave; a row is compared with itself too. */
    private List<ResponseRow> unseen(Row row, List<ResponseRow> read) throws BadRow {
        List<ResponseRow> fresh = new ArrayList<>();
        for (ResponseRow response : read) {
            requirePrompt(row, response);
            requireOwnName(row, response.model());
            Seen.Before before = responses.look(key(response), Fingerprint.of(response.response()));
            for (ResponseRow other : fresh) {
                if (other.model().equals(response.model())) {
                    before = other.response().equals(response.response()) ? Seen.Before.SAME : Seen.Before.OTHER;
                }
            }
            switch (before) {
                case NEVER -> fresh.add(response);
                case SAME -> {}
                case OTHER ->
                    throw row.bad(
                            "dup-key",
                            null,
                            "Prompt %s has another response of model %s further up."
                                    .formatted(
                                            Violation.quoted(response.promptId()), Violation.quoted(response.model())));
            }
        }
        return fresh;
    }

    private void requirePrompt(Row row, ResponseRow response) throws BadRow {
        Seen.Before before = prompts.look(Fingerprint.of(response.promptId()), fingerprint(response.messages()));
        if (before == Seen.Before.OTHER) {
            throw row.bad(
                    "prompt-conflict",
                    "prompt_id",
                    "Prompt %s has another text further up.".formatted(Violation.quoted(response.promptId())));
        }
    }

    private void requireOwnName(Row row, String name) throws BadRow {
        if (models.contains(name)) {
            return;
        }
        Optional<String> lookalike = models.lookalike(name);
        if (lookalike.isPresent()) {
            throw row.bad(
                    "model-confusable",
                    "model",
                    "Model %s looks like model %s of a row further up. Use one name, or names that differ."
                            .formatted(Violation.quoted(name), Violation.quoted(lookalike.get())));
        }
        if (models.size() == Limits.MODELS) {
            throw row.bad("limit-models", "model", "The file has more than %d models.".formatted(Limits.MODELS));
        }
    }

    private void keep(ResponseRow response) {
        models.add(response.model());
        prompts.keep(Fingerprint.of(response.promptId()), fingerprint(response.messages()));
        responses.keep(key(response), Fingerprint.of(response.response()));
    }

    private static Fingerprint key(ResponseRow response) {
        return Fingerprint.of(response.promptId(), response.model());
    }

    private void warn(ResponseRow response) {
        if (response.response().isBlank()) {
            report.warn(
                    "empty-response",
                    response.line(),
                    "response",
                    "A response is blank. It is kept and shown as \"(empty response)\".");
        }
        if (response.leak() != null) {
            report.warn(
                    "leak", response.line(), "response", "A response names its own model, or carries a provider's id.");
        }
    }

    private void warnOfIgnored(Row row, ResponseLayout layout) {
        boolean conversation = row.fields().get("messages") != null;
        for (String column : row.fields().keySet()) {
            if (!layout.known().contains(column) || conversation && column.equals(layout.prompt())) {
                report.ignored(column);
            }
        }
    }
}
