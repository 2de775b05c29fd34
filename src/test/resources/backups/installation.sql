-- A small installation in the layout of version 1: an arena, three people, two battles, three events.

insert into arena values (
    '00000000-0000-4000-8000-000000000001', 'old', E'Old \\N arena\twith a tab', E'Which is better?\nSay so.', null, 'Votes are kept.',
    2, '{left,right,tie}', '{"a, b",c}', '{}', '{}', true, false, true, false, false, 'invited', 'never', 'uniform', 2, null, 60, 'open',
    'join code', '2026-01-01 10:00:00.123456+00', '2026-01-01 11:00:00+00', null);
insert into model values
    ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', 'Heron', null, null, null, '2026-01-01 10:01:00+00'),
    ('00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-000000000001', 'Δ "quoted"', 'Org', E'C:\\new', '{"t": 0.1}', '2026-01-01 10:01:00+00');
insert into prompt (id, arena_id, key, messages, text_hash, category, language, shuffle, responses, created_at) values
    ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-000000000001', 'p1',
     '[{"role": "user", "content": "Tabs\tand\nlines, 表 and 🙂"}]', sha256('p1'), 'code', null, 0.1234567890123456789, 2, '2026-01-01 10:02:00+00'),
    ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-000000000001', 'p2',
     '[{"role": "user", "content": ""}]', sha256('p2'), null, 'en', 1e-300, 2, '2026-01-01 10:02:00+00');
insert into response values
    ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-00000000000a', E'one\r\n\\.\n', sha256('1'), null, '2026-01-01 10:03:00+00'),
    ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-00000000000b', '', sha256('2'), '{"k": [1, 2.50]}', '2026-01-01 10:03:00+00'),
    ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-00000000000a', 'two', sha256('3'), null, '2026-01-01 10:03:00+00'),
    ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-00000000000b', 'deux', sha256('4'), null, '2026-01-01 10:03:00+00');

insert into account values
    ('00000000-0000-4000-8000-0000000000c1', 'admin', null, 'admin', '$argon2id$not-a-password', null, false, '2026-01-01 09:00:00+00', null, null),
    ('00000000-0000-4000-8000-0000000000c2', 'rater', '00000000-0000-4000-8000-000000000001', null, null, 'Ada', true, '2026-01-01 10:30:00+00', null, '{en,pt-BR}'),
    ('00000000-0000-4000-8000-0000000000c3', 'rater', '00000000-0000-4000-8000-000000000001', null, null, null, false, '2026-01-01 10:31:00+00', '2026-01-01 12:00:00+00', null);
insert into consent values
    ('00000000-0000-4000-8000-000000000001', 1, E'Old\ttext', '2026-01-01 10:05:00+00'),
    ('00000000-0000-4000-8000-000000000001', 2, 'Votes are kept.', '2026-01-01 10:06:00+00');
insert into consent_given values
    ('00000000-0000-4000-8000-0000000000c2', '00000000-0000-4000-8000-000000000001', 2, '2026-01-01 10:32:00+00', 'ja'),
    ('00000000-0000-4000-8000-0000000000c3', '00000000-0000-4000-8000-000000000001', 1, '2026-01-01 10:33:00+00', null);
insert into session values (sha256('session'), '00000000-0000-4000-8000-0000000000c1', '2026-01-01 09:01:00+00', '2026-01-01 09:02:00+00');
insert into invitation values
    (sha256('first admin'), null, '2026-01-01 08:59:00+00', '2026-01-01 09:14:00+00'),
    (sha256('rater'), '00000000-0000-4000-8000-0000000000c2', '2026-01-01 10:30:00+00', null);
insert into token values
    ('00000000-0000-4000-8000-0000000000d1', sha256('token'), 'of Ada', 'rater', '00000000-0000-4000-8000-0000000000c2',
     '00000000-0000-4000-8000-000000000001', '2026-01-01 10:30:00+00', null, null, null);
insert into attempt values (sha256('attempt'), '2026-01-01 09:00:30+00', '2026-01-01 09:15:30+00');
insert into secret values ('hmac', sha256('secret'));

insert into battle values
    ('00000000-0000-0000-0000-000000000000', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000c2',
     '00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000a1',
     0.5, '2026-01-01 11:00:00+00', '2026-01-01 11:20:00+00', 0, 'open', null, null, false),
    ('00000000-0000-0000-0000-000000000001', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000c3',
     '00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000b1',
     0.5, '2026-01-01 11:01:00+00', '2026-01-01 11:21:00+00', 0, 'open', null, null, false);
update battle set version = 1, state = 'voted', decided_at = '2026-01-01 11:00:05.25+00'
where id = '00000000-0000-0000-0000-000000000000';
update battle set version = 1, state = 'skipped', decided_at = '2026-01-01 11:02:00+00'
where id = '00000000-0000-0000-0000-000000000001';
insert into pairing values
    ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000b1', 1);
insert into vote (arena_id, id, battle_id, prompt_key, model_a, model_b, outcome, shown_first, comment, rater,
                  rater_kind, shown_at, voted_at, duration_ms, category, language, probability, weight, counted, source, event)
values
    ('00000000-0000-4000-8000-000000000001', 'AAAAAAAAAAAAAAAAAAAAAA', '00000000-0000-0000-0000-000000000000', 'p1',
     '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000a', 'left', 'a', 'fine',
     '00000000-0000-4000-8000-0000000000c2', 'person', '2026-01-01 11:00:00+00', '2026-01-01 11:00:05.25+00', 5250,
     'code', null, 0.5, 1, true, 'battle', 1),
    ('00000000-0000-4000-8000-000000000001', 'v1', null, 'p2', '00000000-0000-4000-8000-00000000000a',
     '00000000-0000-4000-8000-00000000000b', 'tie', null, null, 'r1', null, null, null, null, null, 'en', null, 0.1,
     true, 'import', 3);

with recursive said (number, kind, at, vote_id, battle_id, version, outcome, counted, body, salt, person) as (values
    (1::bigint, 'cast', '2026-01-01 11:00:05.25+00'::timestamptz, 'AAAAAAAAAAAAAAAAAAAAAA',
     '00000000-0000-0000-0000-000000000000'::uuid, 1, 'left', true,
     '{"at":"2026-01-01T11:00:05.250Z","counted":true,"kind":"cast","model_a":"Δ \"quoted\"","model_b":"Heron","number":1,"outcome":"left","probability":0.5,"prompt":"p1","shown_at":"2026-01-01T11:00:00Z","shown_first":"a","source":"battle","version":1,"vote":"AAAAAAAAAAAAAAAAAAAAAA"}',
     '\x01'::bytea, '{"comment":"fine","rater":"00000000-0000-4000-8000-0000000000c2"}'),
    (2, 'skipped', '2026-01-01 11:02:00+00', 'AAAAAAAAAAAAAAAAAAAAAQ', '00000000-0000-0000-0000-000000000001', 1, null, false,
     '{"at":"2026-01-01T11:02:00Z","counted":false,"kind":"skipped","model_a":"Heron","model_b":"Δ \"quoted\"","number":2,"probability":0.5,"prompt":"p1","reason":"other","shown_at":"2026-01-01T11:01:00Z","shown_first":"a","source":"battle","version":1,"vote":"AAAAAAAAAAAAAAAAAAAAAQ"}',
     '\x02', '{"rater":"00000000-0000-4000-8000-0000000000c3"}'),
    (3, 'imported', '2026-01-01 12:00:00+00', 'v1', null, null, 'tie', true,
     '{"at":"2026-01-01T12:00:00Z","counted":true,"kind":"imported","language":"en","model_a":"Heron","model_b":"Δ \"quoted\"","number":3,"outcome":"tie","prompt":"p2","source":"import","vote":"v1","weight":0.1}',
     '\x03', '{"rater":"r1"}')
), chained as (
    select s.*, sha256(salt || convert_to(person, 'UTF8')) commitment,
           sha256(decode(repeat('00', 32), 'hex') || convert_to(body, 'UTF8') || sha256(salt || convert_to(person, 'UTF8'))) hash
    from said s where number = 1
    union all
    select s.*, sha256(s.salt || convert_to(s.person, 'UTF8')),
           sha256(c.hash || convert_to(s.body, 'UTF8') || sha256(s.salt || convert_to(s.person, 'UTF8')))
    from chained c join said s on s.number = c.number + 1
), events as (
    insert into event (arena_id, number, kind, at, vote_id, battle_id, version, outcome, counted, body, commitment, hash)
    select '00000000-0000-4000-8000-000000000001', number, kind, at, vote_id, battle_id, version, outcome, counted, body,
           commitment, hash
    from chained
), persons as (
    insert into event_person (arena_id, number, salt, person, request)
    select '00000000-0000-4000-8000-000000000001', number, salt, person, sha256(salt) from chained
)
update chain set number = 3, hash = (select hash from chained where number = 3);
