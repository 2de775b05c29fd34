package dev.evenhand.problem;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/** Whatever is thrown becomes one kind of answer: a problem with a code, and never a word about the inside. */
class Problems {
    /** What the framework says of a form without its end. */
    private static final String CUT_FORM = "Connection terminated parsing multipart request";

    /** What the framework says of a body that turns out to be longer than its limit. */
    private static final String LONG_BODY = "Request too large";

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        return Problem.answer(refusal);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e, ResourceInfo resource) {
        Parameter[] parameters = resource.getResourceMethod().getParameters();
        List<Violation> violations = e.getConstraintViolations().stream()
                .map(v -> Violation.inField(field(v.getPropertyPath(), parameters), "invalid", v.getMessage()))
                .toList();
        String fields = violations.stream()
                .map(v -> (v.field() == null ? "The body" : v.field()) + " " + v.message())
                .sorted()
                .collect(Collectors.joining("; "));
        return Problem.answer(422, "invalid", fields + ".", violations);
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException e) {
        return unfit(e);
    }

    private static Response unfit(JsonMappingException e) {
        String field = e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."));
        if (field.isEmpty()) {
            return Problem.answer(422, "invalid", "The body does not have the shape that is expected here.");
        }
        String code = e instanceof UnfitText unfit ? unfit.code() : "invalid";
        String message = e instanceof UnfitText unfit
                ? unfit.getOriginalMessage()
                : "does not have the type or one of the values that are expected";
        return Problem.answer(422, code, field + " " + message + ".", List.of(Violation.inField(field, code, message)));
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException e) {
        // A number that is too large for its field is JSON all the same.
        if (e instanceof JsonMappingException mapping && e.getCause() instanceof InputCoercionException) {
            return unfit(mapping);
        }
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return Problem.answer(400, "json", "The body is not valid JSON" + where + ".");
    }

    @ServerExceptionMapper
    public Response cut(IOException e) {
        return switch (String.valueOf(e.getMessage())) {
            case CUT_FORM -> badForm();
            // It has been answered already: the connection ends.
            case LONG_BODY -> Problem.answer(413, "limit-body", "The body is larger than this server takes.");
            default -> unexpected(e);
        };
    }

    @ServerExceptionMapper
    public Response malformedForm(MultipartParser.MalformedMessageException e) {
        return badForm();
    }

    private static Response badForm() {
        return Problem.answer(400, "form", "The form is broken, or has another boundary than its Content-Type says.");
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unknownCaller(SecurityException e) {
        return Problem.answer(401, "sign-in", "Sign in, or send a valid token.");
    }

    @ServerExceptionMapper
    public Response notAllowed(ForbiddenException e) {
        return Problem.answer(403, "not-allowed", "This is not open to your role.");
    }

    @ServerExceptionMapper
    public Response overtaken(OptimisticLockException e) {
        return Problem.answer(409, "overtaken", "Somebody else changed this a moment ago. Load it again.");
    }

    @ServerExceptionMapper
    public Response ofTheFramework(WebApplicationException e) {
        // A body reader wraps what it could not read; the cause says more than the wrapper.
        if (e.getCause() instanceof MismatchedInputException mismatched) {
            return mismatched(mismatched);
        }
        if (e.getCause() instanceof JsonProcessingException malformed) {
            return malformed(malformed);
        }
        int status = e.getResponse().getStatus();
        return switch (status) {
            case 404 -> Problem.answer(404, "not-found", "There is nothing at this address.");
            case 405 -> Problem.answer(405, "method", "This address does not take that method.");
            case 406 -> Problem.answer(406, "not-acceptable", "This address cannot answer in the form asked for.");
            case 413 -> Problem.answer(413, "limit-body", "The body is larger than this server takes.");
            case 415 -> Problem.answer(415, "format", "This address does not take that kind of body.");
            default ->
                status < 500
                        ? Problem.answer(status, "bad-request", "The request could not be understood.")
                        : unexpected(e);
        };
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        String constraint = violatedUniqueKey(e);
        if (constraint != null) {
            return Problem.answer(409, "exists", "This exists already (%s).".formatted(constraint));
        }
        Optional<String> refused = Outage.refused(e);
        if (refused.isPresent()) {
            Log.errorf("The database was refused. %s", refused.get());
            return Problem.answer(Refusal.unavailable(
                    "database-unsafe",
                    "The database may lose votes that were acknowledged, so it is not used."
                            + " The server's log says what is to be set.",
                    Duration.ofSeconds(10)));
        }
        if (Outage.isPassing(e)) {
            Log.warnf("The database did not answer: %s", e.getMessage());
            return Problem.answer(Refusal.unavailable(
                    "database-unavailable",
                    "The database cannot be reached, or has too much to do. Try again shortly.",
                    Duration.ofSeconds(2)));
        }
        Log.error("A request failed unexpectedly", e);
        return Problem.answer(500, "unexpected", "Something went wrong here. It has been logged.");
    }

    /** The name under which it was sent; nothing where it is the body itself. */
    private static String field(Path path, Parameter[] parameters) {
        // The first two steps of the path are the resource's method and its parameter.
        List<Path.Node> steps = StreamSupport.stream(path.spliterator(), false).toList();
        Parameter parameter =
                parameters[steps.get(1).as(Path.ParameterNode.class).getParameterIndex()];
        List<Path.Node> inside = steps.subList(2, steps.size());
        if (inside.isEmpty()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            return query == null ? null : query.value();
        }
        boolean unwrapped = Stream.of(parameter.getType().getDeclaredFields())
                .filter(field -> field.getName().equals(inside.getFirst().getName()))
                .anyMatch(field -> field.isAnnotationPresent(JsonUnwrapped.class));
        return inside.stream().skip(unwrapped ? 1 : 0).map(Path.Node::toString).collect(Collectors.joining("."));
    }

    private static String violatedUniqueKey(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.hibernate.exception.ConstraintViolationException violation
                    && violation.getKind()
                            == org.hibernate.exception.ConstraintViolationException.ConstraintKind.UNIQUE) {
                return violation.getConstraintName();
            }
        }
        return null;
    }
}
