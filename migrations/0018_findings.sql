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
    primary key (machine, kind, sensor, started)
);

create index on rig.finding (started);

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
       null::text as mark,
       null::text as marked_by,
       (array['unusual', 'frozen', 'lost'])[f.kind + 1] as kind,
       nullif(f.sensor, '') as sensor
from rig.finding f
join rig.machine m on m.number = f.machine;
