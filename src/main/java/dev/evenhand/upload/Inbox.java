package dev.evenhand.upload;

import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Turnstile;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Where files arrive: each comes in whole, as slowly as its sender likes within limits, before it takes its turn. */
@ApplicationScoped
class Inbox {
    private static final int TIMED_OUT = 408;

    private final UploadConfig config;
    private final Turnstile turnstile;

    Inbox(UploadConfig config) {
        this.config = config;
        this.turnstile = new Turnstile(config.atOnce(), "Other files are being read.");
    }

    Receipt body(RoutingContext request, InputStream body, Manner manner, Function<Spool, Receipt> read) {
        try (Spool file = Spool.of(body, config.folder(), config.packed().asLongValue(), config.patience())) {
            return inTurn(manner, () -> read.apply(file));
        } catch (Unreadable unreadable) {
            throw Refused.unreadable(unreadable, manner);
        } catch (Refusal refusal) {
            if (refusal.status() == TIMED_OUT) {
                // The rest of the body would come just as slowly.
                request.addEndHandler(end -> request.request().connection().close());
            }
            throw refusal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Receipt form(FileUpload form, Manner manner, BiFunction<Spool, Kind, Receipt> read) {
        if (form == null) {
            throw Refusal.unprocessable("empty", "The form has no field called file.");
        }
        boolean gzip = form.fileName() != null && form.fileName().endsWith(".gz");
        Kind kind = Kind.of(form.contentType(), form.fileName(), gzip ? "gzip" : null);
        try (Spool file = Spool.at(form.uploadedFile())) {
            return inTurn(manner, () -> read.apply(file, kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Receipt inTurn(Manner manner, Supplier<Receipt> read) {
        try (Turnstile.Place _ = turnstile.enter()) {
            return read.get();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof Unreadable unreadable) {
                throw Refused.unreadable(unreadable, manner);
            }
            throw e;
        }
    }
}
