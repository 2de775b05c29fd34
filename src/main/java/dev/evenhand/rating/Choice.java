package dev.evenhand.rating;

import dev.evenhand.battle.Filter;
import dev.evenhand.rating.board.Settings;

/** The settings of a board, and which votes it looks at. */
public record Choice(Settings settings, Filter filter) {
    static final Choice DEFAULT = new Choice(Settings.DEFAULT, Filter.ALL);
}
