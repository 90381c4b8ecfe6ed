grant usage on schema rig to :role;
grant select on rig.schema_migration, rig.store, rig.reading_partition to :role;
grant select on public.rig_messages, public.rig_readings, public.rig_rejected to :role;
grant select, update on rig.plant_revision to :role;
grant select, insert, update on rig.area, rig.sensor, rig.machine, rig.slot to :role;
grant select, insert on rig.stream, rig.reading, rig.rejected_message, rig.ingest_claim to :role;
grant select, insert, update on rig.reader_position to :role;
grant execute on function rig.ensure_partition(date), rig.quality_rank(smallint), rig.quality_word(integer) to :role;
