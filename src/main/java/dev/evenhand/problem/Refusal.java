package dev.evenhand.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answer "no", with a code that programs can rely on and a sentence that says what to do.
 *
 * <p>Thrown anywhere, turned into {@code application/problem+json} in one place.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    /** After which time to come again; null where that is not known. */
    private final Duration retryAfter;

    private final transient Map<String, Object> fields = new LinkedHashMap<>();

    private Refusal(int status, String code, String detail, Duration retryAfter) {
        // A refusal is an answer, not a fault: nobody reads its stack trace, and votes are refused by the thousand.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public static Refusal badRequest(String code, String detail) {
        return new Refusal(400, code, detail, null);
    }

    public static Refusal unauthorised(String code, String detail) {
        return new Refusal(401, code, detail, null);
    }

    public static Refusal forbidden(String code, String detail) {
        return new Refusal(403, code, detail, null);
    }

    public static Refusal notFound(String code, String detail) {
        return new Refusal(404, code, detail, null);
    }

    public static Refusal timedOut(String code, String detail) {
        return new Refusal(408, code, detail, null);
    }

    public static Refusal conflict(String code, String detail) {
        return new Refusal(409, code, detail, null);
    }

    public static Refusal gone(String code, String detail) {
        return new Refusal(410, code, detail, null);
    }

    public static Refusal tooLarge(String code, String detail) {
        return new Refusal(413, code, detail, null);
    }

    public static Refusal unsupported(String code, String detail) {
        return new Refusal(415, code, detail, null);
    }

    public static Refusal unprocessable(String code, String detail) {
        return new Refusal(422, code, detail, null);
    }

    public static Refusal tooMany(String code, String detail, Duration retryAfter) {
        return new Refusal(429, code, detail, retryAfter);
    }

    public static Refusal unavailable(String code, String detail, Duration retryAfter) {
        return new Refusal(503, code, detail, retryAfter);
    }

    /** Adds a field to the answer, beside the standard ones. */
    public Refusal with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    Map<String, Object> fields() {
        return fields;
    }
}
