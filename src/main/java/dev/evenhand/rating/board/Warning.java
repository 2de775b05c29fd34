package dev.evenhand.rating.board;

/** What a reader must know before quoting a board: a code for programs and a sentence for people. */
public record Warning(String code, String message) {}
