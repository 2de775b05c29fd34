package dev.evenhand.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A refusal as it goes over the wire: RFC 9457, with a code. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Problem",
        description = "A refusal: RFC 9457, with a code in kebab-case",
        additionalProperties = Schema.True.class)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable List<Violation> violations,
        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> fields) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Response answer(int status, String code, String detail) {
        return builder(status, code, detail, null, Map.of()).build();
    }

    static Response answer(int status, String code, String detail, List<Violation> violations) {
        return builder(status, code, detail, violations, Map.of()).build();
    }

    static Response answer(Refusal refusal) {
        Response.ResponseBuilder answer =
                builder(refusal.status(), refusal.code(), refusal.getMessage(), null, refusal.fields());
        refusal.retryAfter().ifPresent(wait -> answer.header("Retry-After", seconds(wait)));
        return answer.build();
    }

    /** Whoever comes again after so many whole seconds does not come too early. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static Response.ResponseBuilder builder(
            int status, String code, String detail, List<Violation> violations, Map<String, Object> fields) {
        Response.ResponseBuilder answer = Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(new Problem("about:blank", title(status), status, code, detail, violations, fields));
        return status == 401 ? answer.header("WWW-Authenticate", "Bearer") : answer;
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known != null ? known.getReasonPhrase() : status == 422 ? "Unprocessable Content" : "Refused";
    }
}
