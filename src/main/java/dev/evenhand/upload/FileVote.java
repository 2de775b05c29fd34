package dev.evenhand.upload;

/** A vote as a file tells it: in all its words, or in few. */
public sealed interface FileVote permits VoteRow, BriefVote {}
