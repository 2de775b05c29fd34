-- The first schema: who acts, what is compared, what was said of it.
--
-- Three things stand here from the start because they can never be added to a record that already exists: votes that
-- need no battle, events with a running number in each arena, and a hash chain over commitments, so that what names a
-- person can be erased while every hash stays.

-- What time it is. Everything that depends on time asks this function, so that tests can move the clock.
create function evenhand_now() returns timestamptz
    language sql stable parallel safe
    return statement_timestamp();

-- Sessions that answer requests have short limits of time (application.properties). Work that takes longer, a file that
-- comes in or goes out, all votes of an arena or one that is erased, asks for more until its transaction ends.
create function evenhand_long_work() returns boolean
    language sql
as $$
    select set_config('statement_timeout', '10min', true) is not null
       -- A file waits for the one before it.
       and set_config('lock_timeout', '1min', true) is not null
       -- A client may be slow to send or to read the next part of a file.
       and set_config('idle_in_transaction_session_timeout', '10min', true) is not null
       -- The other processors are for whoever votes meanwhile.
       and set_config('max_parallel_workers_per_gather', '0', true) is not null
$$;

-- ---------------------------------------------------------------------------------------------------- what is compared

create table arena (
    id               uuid primary key,
    slug             text not null constraint arena_slug_taken unique
                     constraint arena_slug_form check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 64),
    name             text not null,
    question         text not null,
    instructions     text,
    consent          text,
    -- The number of the consent text in force, or of the last one; none has been shown at zero.
    consent_version  integer not null,
    outcomes         text[] not null,
    criteria         text[] not null,
    tags             text[] not null,
    languages        text[] not null,
    margin           boolean not null,
    practice         boolean not null,
    links            boolean not null,
    images           boolean not null,
    public_board     boolean not null,
    access           text not null constraint arena_access check (access in ('invited', 'link', 'open')),
    reveal           text not null constraint arena_reveal check (reveal in ('never', 'after_vote', 'at_close')),
    matchmaking      text not null constraint arena_matchmaking check (matchmaking in ('active', 'order', 'least_seen', 'uniform')),
    votes_per_pair   integer constraint arena_votes_per_pair check (votes_per_pair > 0),
    votes_per_rater  integer constraint arena_votes_per_rater check (votes_per_rater > 0),
    votes_per_minute integer not null constraint arena_votes_per_minute check (votes_per_minute >= 0),
    phase            text not null constraint arena_phase check (phase in ('draft', 'open', 'paused', 'closed')),
    join_code        text not null,
    created_at       timestamptz not null,
    opened_at        timestamptz,
    closed_at        timestamptz
);

create table model (
    id            uuid primary key,
    arena_id      uuid not null references arena on delete cascade,
    name          text not null,
    organization  text,
    system_prompt text,
    parameters    text,
    created_at    timestamptz not null,
    constraint model_once unique (arena_id, name)
);

create table prompt (
    id         uuid primary key,
    arena_id   uuid not null references arena on delete cascade,
    key        text not null,
    messages   jsonb not null,
    text_hash  bytea not null,
    category   text,
    language   text,
    -- Where the prompt stands in a shuffled deck: a draw starts at a random place and takes the next one.
    shuffle    double precision not null,
    -- How many responses it has; a prompt with fewer than two is never shown.
    responses  integer not null default 0,
    created_at timestamptz not null,
    constraint prompt_once unique (arena_id, key)
);
create index prompt_deck on prompt (arena_id, shuffle) where responses >= 2;

create table response (
    id         uuid primary key,
    prompt_id  uuid not null references prompt on delete cascade,
    model_id   uuid not null references model on delete cascade,
    text       text not null,
    text_hash  bytea not null,
    metadata   jsonb,
    created_at timestamptz not null,
    constraint response_once unique (prompt_id, model_id)
);
create index response_of_model on response (model_id);

-- How a response looks, counted from its text when a board first holds looks equal. Who changes how it is counted empties
-- this table.
create table response_style (
    response_id uuid primary key references response on delete cascade,
    characters  integer not null,
    tokens      integer not null,
    headers     integer not null,
    lists       integer not null,
    bold        integer not null
);

-- ------------------------------------------------------------------------------------------------------------ who acts

create table account (
    id          uuid primary key,
    role        text not null constraint account_role check (role in ('admin', 'analyst', 'rater')),
    arena_id    uuid references arena on delete cascade,
    username    text constraint account_username_taken unique,
    password    text,
    label       text,
    invited     boolean not null,
    created_at  timestamptz not null,
    disabled_at timestamptz,
    -- Which of an arena's languages a rater reads; nothing where the rater did not say.
    reads       text[],
    constraint account_rater_has_an_arena check ((role = 'rater') = (arena_id is not null))
);
create index account_of_arena on account (arena_id);

-- Every consent text that raters were shown, so that it can be said later what somebody agreed to.
create table consent (
    arena_id uuid not null references arena on delete cascade,
    version  integer not null constraint consent_version check (version > 0),
    text     text not null,
    since    timestamptz not null,
    constraint consent_once primary key (arena_id, version)
);

-- Who agreed to which of them, and when.
create table consent_given (
    rater_id uuid not null references account on delete cascade,
    arena_id uuid not null,
    version  integer not null,
    at       timestamptz not null,
    -- The language of the page on which the text stood, where the page said so.
    language text,
    constraint consent_given_once primary key (rater_id, version),
    constraint consent_given_to_a_text foreign key (arena_id, version) references consent on delete cascade
);
create index consent_given_to on consent_given (arena_id, version);

-- Secrets are kept as SHA-256 of 256 random bits: nothing that can be read here opens a door.
create table session (
    hash       bytea primary key,
    account_id uuid not null references account on delete cascade,
    created_at timestamptz not null,
    seen_at    timestamptz not null
);
create index session_of_account on session (account_id);

create table token (
    id           uuid primary key,
    hash         bytea not null constraint token_once unique,
    name         text not null,
    role         text not null constraint token_role check (role in ('admin', 'analyst', 'rater')),
    account_id   uuid references account on delete cascade,
    arena_id     uuid references arena on delete cascade,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index token_of_account on token (account_id);
create index token_of_arena on token (arena_id);

create table invitation (
    hash       bytea primary key,
    -- The rater whom the link lets in; none for the link that creates the first admin.
    account_id uuid references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz
);
create index invitation_of_account on invitation (account_id);

-- What is counted so that it can be slowed down, such as wrong passwords; by whom is kept under a keyed hash.
create table attempt (
    key          bytea not null,
    at           timestamptz not null,
    forgotten_at timestamptz not null
);
create index attempt_recent on attempt (key, at);
create index attempt_forgotten on attempt (forgotten_at);

-- Keys that every node of one installation must share.
create table secret (
    name  text primary key,
    value bytea not null
);

-- ---------------------------------------------------------------------------------------------------------- the record

create table battle (
    id             uuid primary key,
    arena_id       uuid not null references arena on delete cascade,
    rater_id       uuid not null references account on delete cascade,
    prompt_id      uuid not null references prompt on delete cascade,
    left_response  uuid not null references response on delete cascade,
    right_response uuid not null references response on delete cascade,
    -- With which probability the pair was chosen among those that could be shown.
    probability    double precision not null,
    shown_at       timestamptz not null,
    lease_until    timestamptz not null,
    -- Raised by every accepted write; a write that names another version has been overtaken.
    version        integer not null default 0,
    state          text not null constraint battle_state check (state in ('open', 'voted', 'skipped', 'identical')),
    decided_at     timestamptz,
    undone_at      timestamptz,
    -- Whether its rater was told who wrote what: from then on it stays as it is, whatever the arena's rule becomes.
    revealed       boolean not null default false
);
create index battle_of_rater on battle (rater_id, prompt_id);
create index battle_decided on battle (rater_id, decided_at) where decided_at is not null;
create index battle_open on battle (prompt_id) where state = 'open';
create index battle_open_of_rater on battle (rater_id) where state = 'open';
create index battle_of_arena on battle (arena_id);
create index battle_of_prompt on battle (prompt_id);
create index battle_of_left_response on battle (left_response);
create index battle_of_right_response on battle (right_response);

-- How often two responses were weighed against each other; first is the smaller id.
create table pairing (
    prompt_id       uuid not null references prompt on delete cascade,
    first_response  uuid not null references response on delete cascade,
    second_response uuid not null references response on delete cascade,
    votes           integer not null,
    primary key (prompt_id, first_response, second_response)
);
create index pairing_of_first_response on pairing (first_response);
create index pairing_of_second_response on pairing (second_response);

-- What each vote says now. It can be made anew from the events at any time.
create table vote (
    arena_id    uuid not null references arena on delete cascade,
    id          text not null,
    battle_id   uuid references battle on delete cascade,
    prompt_key  text,
    model_a     uuid not null references model on delete cascade,
    model_b     uuid not null references model on delete cascade,
    outcome     text not null constraint vote_outcome check (outcome in ('left', 'right', 'tie', 'both_bad')),
    shown_first text constraint vote_shown_first check (shown_first in ('a', 'b')),
    margin      integer constraint vote_margin check (margin between 1 and 3),
    criteria    jsonb,
    tags        jsonb,
    comment     text,
    rater       text,
    rater_kind  text,
    shown_at    timestamptz,
    voted_at    timestamptz,
    duration_ms bigint,
    category    text,
    language    text,
    probability double precision,
    weight      double precision not null constraint vote_weight check (weight > 0 and weight <= 1e6),
    counted     boolean not null,
    exclusion   text,
    source      text not null constraint vote_source check (source in ('battle', 'import', 'live')),
    -- The event that last said so: the record's own order.
    event       bigint not null,
    constraint vote_once primary key (arena_id, id),
    constraint vote_between_two_models check (model_a <> model_b)
);
create index vote_in_order on vote (arena_id, event);
create unique index vote_of_battle on vote (battle_id) where battle_id is not null;
create index vote_of_model_a on vote (model_a);
create index vote_of_model_b on vote (model_b);

-- The last number and hash of each arena's chain; its row is the lock that gives every event its place.
create table chain (
    arena_id uuid primary key references arena on delete cascade,
    number   bigint not null,
    hash     bytea not null
);

-- A chain is there as long as its arena: who looks for one that nobody holds must not take a missing one for held, and
-- nobody may append to a record that is being erased.
create function chain_begins() returns trigger
    language plpgsql as
$$
begin
    insert into chain (arena_id, number, hash) values (new.id, 0, decode(repeat('00', 32), 'hex'));
    return null;
end
$$;
create trigger arena_has_a_chain
    after insert on arena
    for each row execute function chain_begins();

create function chain_ends() returns trigger
    language plpgsql as
$$
begin
    perform from chain where arena_id = old.id for update;
    return old;
end
$$;
create trigger arena_takes_its_chain
    before delete on arena
    for each row execute function chain_ends();

-- What was said, undone and skipped, in order, for ever.
--
-- hash = SHA-256(hash of the event before ‖ body ‖ commitment), the first following on 32 zero bytes;
-- commitment = SHA-256(salt ‖ person). Body and person are canonical JSON: keys in order, no spaces, UTF-8.
create table event (
    arena_id   uuid not null references arena on delete cascade,
    number     bigint not null,
    kind       text not null constraint event_kind
               check (kind in ('cast', 'replaced', 'late', 'undone', 'skipped', 'identical', 'imported')),
    at         timestamptz not null,
    vote_id    text not null,
    battle_id  uuid references battle on delete cascade,
    version    integer,
    outcome    text,
    counted    boolean not null,
    body       text not null,
    commitment bytea not null,
    hash       bytea not null,
    constraint event_in_order primary key (arena_id, number),
    constraint event_one_per_version unique (battle_id, version)
);

-- Those in which a rater said that a response tells who wrote it.
create index event_identified on event (arena_id, number)
    where body like '%"identified":[%' or body like '%"reason":"reveals-identity"%';

-- Who said it, and in which words: what a lawful erasure takes away.
create table event_person (
    arena_id uuid not null,
    number   bigint not null,
    salt     bytea not null,
    person   text not null,
    -- SHA-256 of the request, so that the same write is known again however late it arrives. It is made of the comment
    -- too, and goes with it.
    request  bytea,
    primary key (arena_id, number),
    foreign key (arena_id, number) references event on delete cascade
);

create function is_append_only() returns trigger
    language plpgsql as
$$
begin
    -- An arena is erased whole, or not at all.
    if tg_op = 'DELETE' and not exists (select from arena where id = old.arena_id) then
        return old;
    end if;
    raise exception 'a row of % is never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger event_append_only
    before update or delete on event
    for each row execute function is_append_only();
create trigger consent_append_only
    before update or delete on consent
    for each row execute function is_append_only();
create trigger consent_given_append_only
    before update or delete on consent_given
    for each row execute function is_append_only();

-- The votes of an arena as they stood at a moment, made of its events alone: of each vote the last one until then speaks.
-- What names a person is missing where it was erased.
create function votes_as_of(arena uuid, moment timestamptz)
    returns table (arena_id uuid, id text, battle_id uuid, prompt_key text, model_a uuid, model_b uuid, outcome text,
                   shown_first text, margin integer, criteria jsonb, tags jsonb, comment text, rater text,
                   rater_kind text, shown_at timestamptz, voted_at timestamptz, duration_ms bigint, category text,
                   language text, probability double precision, weight double precision, counted boolean,
                   exclusion text, source text, event bigint)
    language sql stable
as $$
    select said.arena_id, said.vote_id, said.battle_id, body ->> 'prompt', a.id, b.id, outcome, body ->> 'shown_first',
           (body ->> 'margin')::integer, body -> 'criteria', body -> 'tags', person ->> 'comment', person ->> 'rater',
           body ->> 'rater_kind', (body ->> 'shown_at')::timestamptz,
           case when battle_id is null then (body ->> 'voted_at')::timestamptz else at end,
           case when battle_id is null then (body ->> 'duration_ms')::bigint
                else floor(1000 * extract(epoch from at - (body ->> 'shown_at')::timestamptz))::bigint end,
           body ->> 'category', body ->> 'language', (body ->> 'probability')::double precision,
           coalesce((body ->> 'weight')::double precision, 1), counted, body ->> 'exclusion', body ->> 'source', number
    from (select distinct on (vote_id) arena_id, vote_id, battle_id, kind, at, outcome, counted, number,
                 event.body::jsonb as body, p.person::jsonb as person
          from event left join event_person p using (arena_id, number)
          where arena_id = arena and at <= moment
          order by vote_id, number desc) said
         join model a on a.arena_id = arena and a.name = body ->> 'model_a'
         join model b on b.arena_id = arena and b.name = body ->> 'model_b'
    where kind in ('cast', 'replaced', 'late', 'imported')
$$;

-- ------------------------------------------------------------------------------------------------------------- tallies

-- How much there is in an arena, and what each rater has done in battles, so that nobody has to count what is there by
-- the million. What is voted and what is uploaded stand apart: a long upload must not hold up a vote.
create table vote_tally (
    arena_id uuid primary key references arena on delete cascade,
    votes    bigint not null,
    skips    bigint not null
);
create table rater_tally (
    rater_id uuid primary key references account on delete cascade,
    votes    bigint not null,
    skips    bigint not null
);
create table prompt_tally (
    arena_id  uuid primary key references arena on delete cascade,
    prompts   bigint not null,
    responses bigint not null,
    pairs     bigint not null
);

create function tally_votes() returns trigger
    language plpgsql as
$$
begin
    if tg_op = 'INSERT' then
        insert into vote_tally as t (arena_id, votes, skips)
        select arena_id, count(*), 0 from now group by arena_id order by arena_id
        on conflict (arena_id) do update set votes = t.votes + excluded.votes;
    else
        update vote_tally t set votes = t.votes - gone.votes
        from (select arena_id, count(*) as votes from was group by arena_id) gone where gone.arena_id = t.arena_id;
    end if;
    return null;
end
$$;
create trigger vote_tallied after insert on vote
    referencing new table as now for each statement execute function tally_votes();
create trigger vote_untallied after delete on vote
    referencing old table as was for each statement execute function tally_votes();

create function tally_decisions() returns trigger
    language plpgsql as
$$
begin
    insert into rater_tally as t (rater_id, votes, skips)
    select rater_id, coalesce(sum(step) filter (where state = 'voted'), 0),
           coalesce(sum(step) filter (where state = 'skipped'), 0)
    from (select rater_id, state, 1 as step from now union all select rater_id, state, -1 from was) moved
    where state in ('voted', 'skipped')
    group by rater_id
    having sum(step) filter (where state = 'voted') <> 0 or sum(step) filter (where state = 'skipped') <> 0
    order by rater_id
    on conflict (rater_id) do update set votes = t.votes + excluded.votes, skips = t.skips + excluded.skips;

    insert into vote_tally as t (arena_id, votes, skips)
    select arena_id, 0, sum(step)
    from (select arena_id, 1 as step from now where state = 'skipped'
          union all select arena_id, -1 from was where state = 'skipped') moved
    group by arena_id having sum(step) <> 0 order by arena_id
    on conflict (arena_id) do update set skips = t.skips + excluded.skips;
    return null;
end
$$;
create trigger decision_tallied after update on battle
    referencing old table as was new table as now for each statement execute function tally_decisions();

create function tally_prompts() returns trigger
    language plpgsql as
$$
begin
    if tg_op = 'INSERT' then
        insert into prompt_tally as t (arena_id, prompts, responses, pairs)
        select arena_id, count(*), sum(responses), sum(responses * (responses - 1) / 2)
        from now group by arena_id order by arena_id
        on conflict (arena_id) do update
        set prompts = t.prompts + excluded.prompts, responses = t.responses + excluded.responses,
            pairs = t.pairs + excluded.pairs;
    elsif tg_op = 'UPDATE' then
        update prompt_tally t set responses = t.responses + moved.responses, pairs = t.pairs + moved.pairs
        from (select arena_id, sum(step * responses) as responses, sum(step * responses * (responses - 1) / 2) as pairs
              from (select arena_id, responses, 1 as step from now
                    union all select arena_id, responses, -1 from was) each_way
              group by arena_id) moved
        where moved.arena_id = t.arena_id;
    else
        update prompt_tally t
        set prompts = t.prompts - gone.prompts, responses = t.responses - gone.responses, pairs = t.pairs - gone.pairs
        from (select arena_id, count(*) as prompts, sum(responses) as responses,
                     sum(responses * (responses - 1) / 2) as pairs
              from was group by arena_id) gone
        where gone.arena_id = t.arena_id;
    end if;
    return null;
end
$$;
create trigger prompt_tallied after insert on prompt
    referencing new table as now for each statement execute function tally_prompts();
create trigger prompt_retallied after update on prompt
    referencing old table as was new table as now for each statement execute function tally_prompts();
create trigger prompt_untallied after delete on prompt
    referencing old table as was for each statement execute function tally_prompts();
