-- The plant as data. Every change of these tables moves plant_revision in the same transaction; keep and judge
-- read it inside the transaction that commits a batch.
create table rig.plant_revision (
    single   boolean primary key default true check (single),
    revision bigint not null
);

insert into rig.plant_revision (revision) values (0);

create table rig.area (
    id       text primary key,
    title    text not null,
    position integer not null
);

create table rig.sensor (
    name        text primary key,
    title       text not null,
    position    integer not null,
    category    smallint not null,
    unit        text not null,
    range_low   float8,
    range_high  float8,
    lo_lo       float8,
    lo          float8,
    hi          float8,
    hi_hi       float8,
    deadband    float8 not null,
    interval_ms integer not null,
    decimals    smallint not null,
    retired     boolean not null
);

create table rig.machine (
    number           integer primary key,
    id               text not null unique,
    title            text not null,
    position         integer not null,
    area             text references rig.area (id),
    place_x          float8 not null,
    place_z          float8 not null,
    rotation         float8 not null,
    accent           text not null,
    state_sensor     text references rig.sensor (name),
    state_threshold  float8,
    state_hysteresis float8,
    state_hold_ms    integer,
    layout_version   integer not null,
    retired          boolean not null
);

-- A machine's stored readings are arrays in this order. Slots are appended and never reused, so what was stored
-- under an older layout version stays readable.
create table rig.slot (
    machine integer not null references rig.machine (number),
    slot    integer not null,
    sensor  text not null references rig.sensor (name),
    retired boolean not null,
    primary key (machine, slot)
);
