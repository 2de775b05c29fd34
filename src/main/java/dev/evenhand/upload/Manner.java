package dev.evenhand.upload;

/**
 * How a file is to be taken.
 *
 * @param skip whether bad rows are left out; else one of them means that nothing is stored
 * @param dry whether the file is only weighed
 */
record Manner(boolean skip, boolean dry) {
    /** Whether something of a file is good enough to be stored. */
    boolean accepts(Report report) {
        return accepts(report.rows(), report.rejected(), report.violationsTotal());
    }

    boolean accepts(Receipt receipt) {
        return accepts(receipt.rows(), receipt.rejected(), receipt.violationsTotal());
    }

    private boolean accepts(long rows, long rejected, long violations) {
        return violations == 0 || skip && rejected < rows;
    }
}
