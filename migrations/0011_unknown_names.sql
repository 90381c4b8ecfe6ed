-- Names in readings that are no sensor of their machine: counted by keep in the transaction that stores the readings,
-- for a person to decide about. Keep adds no row beyond 1,000, so that a producer that makes names up fills
-- nothing; what that leaves out is counted together. Both change with every batch of such a producer, so their pages
-- keep room for new versions (HOT).
create table rig.unknown_name (
    name    text primary key,
    seen    bigint not null,
    machine text not null, -- the last that sent it
    sample  text not null, -- the beginning of a value it sent last, as JSON
    last_at timestamptz not null
) with (fillfactor = 50);

create table rig.unknown_beyond (
    single boolean primary key default true check (single),
    seen   bigint not null
) with (fillfactor = 20);

insert into rig.unknown_beyond (seen) values (0);
