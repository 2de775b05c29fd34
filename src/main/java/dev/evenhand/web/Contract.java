package dev.evenhand.web;

import static java.util.stream.Collectors.joining;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/**
 * Completes the OpenAPI document, at build time, with what holds for every address, so that no resource repeats it:
 * status, refusals, who may call, and which fields of an answer are always there.
 *
 * <p>A field of an answer is always there unless its record says {@code @Nullable}; a field of a body may be left out
 * unless its validation says otherwise. Where two types would get one name in the document, the build fails.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Contract implements OASFilter {
    private static final String HOUSE = "dev.evenhand.";
    private static final String RESOURCE = "Resource";
    private static final String PROBLEM = HOUSE + "problem.Problem";

    private static final DotName PERMIT_ALL = DotName.createSimple("jakarta.annotation.security.PermitAll");
    private static final DotName STATUS = DotName.createSimple("org.jboss.resteasy.reactive.ResponseStatus");
    private static final DotName SUMMARY =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");
    private static final DotName REFUSES = DotName.createSimple(HOUSE + "problem.Refuses");
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName NOT_NULL = DotName.createSimple("jakarta.validation.constraints.NotNull");
    private static final DotName NAME =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

    /** Of {@code Refuses}: what each of its members answers. */
    private static final Map<String, String> STATUSES =
            new TreeMap<>(Map.of("conflict", "409", "gone", "410", "unprocessable", "422", "tooMany", "429"));

    private final IndexView index;
    private final Map<String, ClassInfo> named = new TreeMap<>();
    private final Set<String> answered = new HashSet<>();

    public Contract(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().values().forEach(item -> item.getOperations()
                .forEach(this::complete));
        visit(index.getClassByName(PROBLEM), true);
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        answered.forEach(name -> require(schemas.get(name), named.get(name)));
    }

    private void complete(HttpMethod verb, Operation operation) {
        MethodInfo method = method(operation.getOperationId());
        visit(method.returnType(), true);
        method.parameterTypes().forEach(parameter -> visit(parameter, false));

        boolean open = method.hasAnnotation(PERMIT_ALL);
        operation.setOperationId(id(method));
        operation.setTags(List.of(room(method.declaringClass())));
        operation.setSecurity(List.of(
                OASFactory.createSecurityRequirement().addScheme("session"),
                OASFactory.createSecurityRequirement().addScheme("token")));
        if (open) {
            operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
        }
        RequestBody body = operation.getRequestBody();
        if (body != null && body.getRef() == null) {
            body.setRequired(method.parameters().stream().anyMatch(parameter -> parameter.hasAnnotation(NOT_NULL)));
        }
        succeed(operation.getResponses(), method);
        refuse(operation, open && verb == HttpMethod.GET);
        refuse(operation.getResponses(), method.annotation(REFUSES));
        sort(operation.getResponses());
    }

    /** The method behind an operation, whose id is still {@code package.Class_method}. */
    private MethodInfo method(String id) {
        int end = id.lastIndexOf('_');
        return index.getClassByName(id.substring(0, end)).methods().stream()
                .filter(method -> method.name().equals(id.substring(end + 1)) && method.hasAnnotation(SUMMARY))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("@Operation(summary = …) is missing at " + id));
    }

    private static String id(MethodInfo method) {
        String resource = method.declaringClass().simpleName();
        String noun = resource.substring(0, resource.length() - RESOURCE.length());
        String verb = method.name();
        return Character.toLowerCase(noun.charAt(0))
                + noun.substring(1)
                + Character.toUpperCase(verb.charAt(0))
                + verb.substring(1);
    }

    private static String room(ClassInfo type) {
        return type.name().packagePrefix().substring(HOUSE.length());
    }

    // ------------------------------------------------------------------------------------------------------- answers

    private static void succeed(APIResponses responses, MethodInfo method) {
        AnnotationInstance status = method.annotation(STATUS);
        if (status != null) {
            rename(responses, "200", String.valueOf(status.value().asInt()), "Created");
        } else if (method.returnType().kind() == Type.Kind.VOID) {
            rename(responses, "201", "204", "No Content");
        }
    }

    private static void rename(APIResponses responses, String from, String to, String description) {
        APIResponse response = responses.getAPIResponse(from);
        if (response != null) {
            responses.removeAPIResponse(from);
            responses.addAPIResponse(to, response.description(description));
        }
    }

    private static void refuse(Operation operation, boolean readableByAll) {
        APIResponses responses = operation.getResponses();
        boolean named = has(operation, In.PATH);
        boolean sends = operation.getRequestBody() != null;
        Map<String, Boolean> refusals = Map.of(
                "400",
                sends,
                "401",
                true,
                "403",
                !readableByAll || named,
                "404",
                named,
                "413",
                sends,
                "415",
                sends,
                "422",
                sends || has(operation, In.QUERY),
                "503",
                true);
        new TreeMap<>(refusals).forEach((status, applies) -> {
            if (applies) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().ref("Refused" + status));
            }
        });
    }

    private static boolean has(Operation operation, In place) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> parameter.getIn() == place);
    }

    private static void refuse(APIResponses responses, AnnotationInstance refuses) {
        if (refuses == null) {
            return;
        }
        STATUSES.forEach((member, status) -> {
            AnnotationValue codes = refuses.value(member);
            if (codes != null) {
                String listed = Arrays.stream(codes.asStringArray())
                        .map("`%s`"::formatted)
                        .collect(joining(", "));
                responses.addAPIResponse(status, problem(listed));
                if (member.equals("tooMany")) {
                    responses
                            .getAPIResponse(status)
                            .addHeader("Retry-After", OASFactory.createHeader().ref("Retry-After"));
                }
            }
        });
    }

    private static APIResponse problem(String description) {
        Schema problem = OASFactory.createSchema().ref("Problem");
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(problem)));
    }

    private static void sort(APIResponses responses) {
        responses.setAPIResponses(new TreeMap<>(responses.getAPIResponses()));
    }

    // -------------------------------------------------------------------------------------------------------- fields

    private static void require(Schema schema, ClassInfo type) {
        if (schema == null || schema.getProperties() == null) {
            return;
        }
        schema.setRequired(type.recordComponents().stream()
                .filter(component -> !component.type().hasAnnotation(NULLABLE))
                .map(RecordComponentInfo::name)
                .filter(schema.getProperties()::containsKey)
                .toList());
    }

    /** Goes through a type and everything in it; whatever an answer may hold is an answer too. */
    private void visit(Type type, boolean isAnswer) {
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            type.asParameterizedType().arguments().forEach(argument -> visit(argument, isAnswer));
        } else if (type.kind() == Type.Kind.CLASS && type.name().toString().startsWith(HOUSE)) {
            visit(index.getClassByName(type.name()), isAnswer);
        }
    }

    private void visit(ClassInfo type, boolean isAnswer) {
        if (type.isInterface()) {
            index.getKnownDirectImplementations(type.name()).forEach(kind -> visit(kind, isAnswer));
            return;
        }
        ClassInfo other = named.put(name(type), type);
        if (other != null && !other.name().equals(type.name())) {
            throw new IllegalStateException(
                    "%s and %s are both called %s in the OpenAPI document: give one of them @Schema(name = …)."
                            .formatted(other.name(), type.name(), name(type)));
        }
        boolean isNew = isAnswer ? answered.add(name(type)) : other == null;
        if (isNew && type.isRecord()) {
            type.recordComponents().forEach(component -> visit(component.type(), isAnswer));
        }
    }

    private static String name(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(NAME);
        return schema == null || schema.value("name") == null
                ? type.simpleName()
                : schema.value("name").asString();
    }
}
