package dev.evenhand.problem;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Refuses a query parameter that is not what its address takes, by name.
 *
 * <p>Left to itself the framework calls an address with a bad number unknown, and takes any word for {@code false}:
 * {@code dryRun=yes} would store.
 */
@Provider
class QueryParameters implements ContainerRequestFilter {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private record Form(String words, Predicate<String> fits) {}

    private static final Map<Class<?>, Form> FORMS = Map.of(
            boolean.class, new Form("true or false", text -> text.equals("true") || text.equals("false")),
            int.class, new Form("a whole number", QueryParameters::isInt),
            long.class, new Form("a whole number", text -> WHOLE.matcher(text).matches()),
            double.class, new Form("a number", QueryParameters::isNumber));

    private final ResourceInfo resource;
    private final Map<Method, Map<String, Form>> known = new ConcurrentHashMap<>();

    QueryParameters(ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Map<String, Form> forms = known.computeIfAbsent(resource.getResourceMethod(), QueryParameters::forms);
        forms.forEach((name, form) -> {
            for (String value : request.getUriInfo().getQueryParameters().getOrDefault(name, List.of())) {
                if (!form.fits().test(value)) {
                    String message = "%s is %s.".formatted(name, form.words());
                    throw Refusal.unprocessable("invalid", message)
                            .with("violations", List.of(Violation.inField(name, "invalid", message)));
                }
            }
        });
    }

    private static Map<String, Form> forms(Method method) {
        Map<String, Form> forms = new HashMap<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null && FORMS.containsKey(parameter.getType())) {
                forms.put(query.value(), FORMS.get(parameter.getType()));
            }
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    QueryParam inside = field.getAnnotation(QueryParam.class);
                    if (inside != null && FORMS.containsKey(field.getType())) {
                        forms.put(inside.value(), FORMS.get(field.getType()));
                    }
                }
            }
        }
        return forms;
    }

    private static boolean isInt(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return false;
        }
        long value = Long.parseLong(text);
        return value == (int) value;
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
