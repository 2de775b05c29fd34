-- A second aim for the pairs that are shown: the right order of the models, beside precise strengths.

alter table arena
    drop constraint arena_matchmaking,
    add constraint arena_matchmaking check (matchmaking in ('active', 'order', 'least_seen', 'uniform'));
