package dev.evenhand.battle;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the writer's connection comes from. */
interface Connections {
    /**
     * A connection in which a transaction begins with the first statement.
     *
     * @throws SQLException as a lost connection where there is none to be had
     */
    Connection open() throws SQLException;

    /** The next connection is a new one, to whatever can be reached then. */
    default void renew() {
        // Where each is a new one anyway, there is nothing to do.
    }
}
