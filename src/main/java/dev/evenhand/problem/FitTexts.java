package dev.evenhand.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Every text in every JSON body can be stored: U+0000, which PostgreSQL has no place for, and halves of surrogate
 * pairs, which are no characters, are refused where they come in.
 */
@Singleton
class FitTexts implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("fit texts")
                .addDeserializer(String.class, new Values())
                .addKeyDeserializer(String.class, new Keys())
                .addKeyDeserializer(Object.class, new Keys()));
    }

    private static final class Values extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1;

        Values() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return fit(StringDeserializer.instance.deserialize(parser, context), parser);
        }
    }

    private static final class Keys extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            return fit(key, context.getParser());
        }
    }

    private static String fit(String text, JsonParser parser) throws UnfitText {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new UnfitText(parser, "nul", "has a NUL character (U+0000), which cannot be stored");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    throw new UnfitText(
                            parser, "surrogate", "has half of a surrogate pair (\\u%04x)".formatted((int) c));
                }
                i++;
            }
        }
        return text;
    }
}
