-- What detection finds. A finding is told when it begins, while it grows, and when it ends: the key stays. Kind and state
-- are the program's numbers (core/domain/finding.h, plantstate.h).
create table rig.finding (
    id                bigint generated always as identity unique,
    machine           integer not null references rig.machine (number),
    kind              smallint not null,
    sensor            text not null,
    started           timestamptz not null,
    peaked            timestamptz not null,
    ended             timestamptz,
    score             float8 not null,
    p_value           float8 not null,
    isolation_forest  float8,
    lstm_autoencoder  float8,
    subspace          float8,
    shares            jsonb not null,
    state             smallint not null,
    degraded          text not null,
    model_version     text not null,
    evidence          jsonb not null,
    primary key (machine, kind, sensor, started)
);

create index on rig.finding (started);

create index on rig.finding (machine) where ended is null;

-- What people say of findings; what they said before is in the audit.
create table rig.finding_mark (
    finding   bigint primary key references rig.finding (id),
    mark      smallint not null,
    note      text not null,
    marked_by text not null,
    marked_at timestamptz not null default now()
);

-- How unusual each machine is at present. Written over many times a minute, so its page keeps room for new versions
-- (HOT).
create table rig.machine_score (
    machine       integer primary key references rig.machine (number),
    at            timestamptz not null,
    score         float8, -- none while the machine does not run
    p_value       float8 not null,
    shares        jsonb not null,
    state         smallint not null,
    degraded      text not null,
    model_version text not null
) with (fillfactor = 20);

create view public.rig_findings as
select f.id,
       m.id as machine,
       f.started,
       f.peaked,
       f.ended,
       f.score,
       f.p_value,
       f.isolation_forest,
       f.lstm_autoencoder,
       f.subspace,
       f.shares,
       (array['unknown', 'running', 'starting', 'stopped', 'maintenance'])[f.state + 1] as state,
       f.degraded,
       f.model_version,
       (array['true', 'false', 'known work'])[k.mark + 1] as mark,
       k.marked_by,
       (array['unusual', 'frozen', 'lost'])[f.kind + 1] as kind,
       nullif(f.sensor, '') as sensor
from rig.finding f
join rig.machine m on m.number = f.machine
left join rig.finding_mark k on k.finding = f.id;
