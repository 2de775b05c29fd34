package dev.evenhand.upload;

import dev.evenhand.problem.Refusal;
import java.util.List;

/** A file of which nothing was stored, as an answer: a refusal that carries the receipt's fields too. */
final class Refused {
    private Refused() {}

    /** The receipt again; refuses where the file was taken in a manner that stores nothing of it. */
    static Receipt accepted(Manner manner, Receipt receipt) {
        if (manner.accepts(receipt)) {
            return receipt;
        }
        String mend = manner.skip()
                ? "Nothing was stored: none of the %,d rows can be taken.".formatted(receipt.rows())
                : "Nothing was stored: %,d of %,d rows cannot be taken. Mend them, or send the file again with mode=skip."
                        .formatted(receipt.rejected(), receipt.rows());
        throw withReceipt(Refusal.unprocessable("upload-refused", mend), receipt);
    }

    private static Refusal withReceipt(Refusal refusal, Receipt receipt) {
        return refusal.with("rows", receipt.rows())
                .with("accepted", 0)
                .with("rejected", receipt.rejected())
                .with("repeated", receipt.repeated())
                .with("prompts", 0)
                .with("models", 0)
                .with("responses", 0)
                .with("warnings", receipt.warnings())
                .with("violations", receipt.violations())
                .with("violationsTotal", receipt.violationsTotal())
                .with("dryRun", receipt.dryRun());
    }

    /** A file that is refused whole, by the status that goes with what is wrong with it. */
    static Refusal unreadable(Unreadable unreadable, Manner manner) {
        Violation violation = unreadable.violation();
        String detail = violation.message();
        Refusal refusal =
                switch (violation.code()) {
                    case "format" -> Refusal.unsupported("format", detail);
                    case "limit-body" -> Refusal.tooLarge("limit-body", detail);
                    case "content-encoding" -> Refusal.badRequest("content-encoding", detail);
                    default -> Refusal.unprocessable(violation.code(), detail);
                };
        return withReceipt(
                refusal, new Receipt(0, 0, 0, 0, null, 0, 0, null, List.of(), List.of(violation), 1, manner.dry()));
    }
}
