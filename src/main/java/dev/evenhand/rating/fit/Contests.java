package dev.evenhand.rating.fit;

/** Who earned what from whom, entry by entry, as a graph of results looks at it. */
interface Contests {
    int models();

    int size();

    int model(int entry);

    int rival(int entry);

    /** What the model earned, weighed: zero if it took nothing. */
    double score(int entry);

    double rivalScore(int entry);
}
