-- Topics, by cluster: two clusters may use one name.
create table rig.stream (
    number  integer generated always as identity primary key,
    cluster text not null,
    topic   text not null,
    unique (cluster, topic)
);

-- Where each reader goes on, moved in the transaction that stores what it read. Updated with every batch, so
-- each page keeps room for the new version beside the old one (HOT).
create table rig.reader_position (
    reader          text not null,
    stream          integer not null references rig.stream (number),
    kafka_partition integer not null,
    next_offset     bigint not null,
    primary key (reader, stream, kafka_partition)
) with (fillfactor = 20);
