package dev.evenhand.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a file. The counts of prompts, models and responses are of what is new. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "UploadReport")
record Receipt(
        long rows,
        long accepted,
        long rejected,
        long repeated,
        @Nullable Long raters,
        long prompts,
        long models,
        @Nullable Long responses,
        List<Violation> warnings,
        List<Violation> violations,
        long violationsTotal,
        boolean dryRun) {

    /** The same, where the models were made before the file was stored. */
    Receipt learning(long models) {
        return new Receipt(
                rows,
                accepted,
                rejected,
                repeated,
                raters,
                prompts,
                models,
                responses,
                warnings,
                violations,
                violationsTotal,
                dryRun);
    }
}
